package org.tagma.threshold.sharing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;
import org.tagma.threshold.cipher.AesGcm;
import org.tagma.threshold.cipher.Hkdf;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.proof.schnorr.SchnorrProof;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.ProofContext;
import org.tagma.threshold.transcript.Sha256;
import org.tagma.threshold.transcript.Tlv;

/**
 * E_ij: a share that dealer i sends to receiver j in front of everybody ({@code spec/protocols.md}
 * 2.2). Only j can open it, and j can prove to anybody how it opens.
 *
 * <p>The dealer proves that the one-time key U is its own. Without that, a dealer could copy U from
 * somebody else's message and let the victim's complaint open it.
 *
 * @param oneTimeKey U, encoded; whether it decodes is a check, not a matter of form
 * @param ciphertext the share under AES-256-GCM, tag included
 * @param proofCommitment A of Pi_sch(U), encoded
 * @param proofResponse z of Pi_sch(U), encoded
 */
public record SealedShare(
    Bytes oneTimeKey, Bytes ciphertext, Bytes proofCommitment, Bytes proofResponse) {
  private static final String LABEL = "dkg-share";
  private static final String STEP = "share";

  /**
   * Seals {@code share} for {@code receiver}.
   *
   * @param receiverKey EK_j, fresh in this run
   * @param oneTime u, fresh and uniform; left to the caller to destroy
   * @param proofNonce fresh and uniform; used up
   */
  public static SealedShare seal(
      SharingContext.Stage stage,
      int dealer,
      int receiver,
      SecretScalar share,
      Point receiverKey,
      SecretScalar oneTime,
      SecretScalar proofNonce) {
    Point u = oneTime.timesGenerator();
    Cipher cipher =
        Cipher.of(stage.context(), dealer, receiver, u, receiverKey, oneTime.times(receiverKey));
    byte[] plaintext = share.encode();
    Bytes ciphertext = Bytes.of(AesGcm.seal(cipher.key(), cipher.nonce(), plaintext, cipher.aad()));
    Arrays.fill(plaintext, (byte) 0);
    cipher.erase();
    ProofContext context = proofContext(stage, dealer, receiver, receiverKey, ciphertext);
    SchnorrProof proof = SchnorrProof.prove(context, oneTime, u, proofNonce);
    return new SealedShare(
        Bytes.of(u.encode()),
        ciphertext,
        Bytes.of(proof.commitment().encode()),
        Bytes.of(proof.response().encode()));
  }

  /** What anybody can see to be wrong with it, before anyone opens it or complains. */
  public Optional<SharingFault> publicFault(
      SharingContext.Stage stage, int dealer, int receiver, Point receiverKey) {
    Point u;
    try {
      u = oneTimeKey(stage.context());
    } catch (DecodingException e) {
      return Optional.of(SharingFault.POINT);
    }
    ProofContext context = proofContext(stage, dealer, receiver, receiverKey, ciphertext);
    boolean proved =
        Encoded.schnorr(stage.context().curve(), proofCommitment, proofResponse)
            .map(proof -> proof.verify(context, u))
            .orElse(false);
    return proved ? Optional.empty() : Optional.of(SharingFault.SHARE_PROOF);
  }

  /**
   * The share; empty when the tag is wrong or the plaintext is no canonical scalar.
   *
   * @param sharedPoint Z = ek_j U, which the receiver computes and a complaint reveals
   */
  public Optional<SecretScalar> open(
      SharingContext context, int dealer, int receiver, Point receiverKey, Point sharedPoint) {
    try {
      Cipher cipher =
          Cipher.of(context, dealer, receiver, oneTimeKey(context), receiverKey, sharedPoint);
      Optional<byte[]> plaintext =
          AesGcm.open(cipher.key(), cipher.nonce(), ciphertext.toArray(), cipher.aad());
      cipher.erase();
      if (plaintext.isEmpty()) {
        return Optional.empty();
      }
      SecretScalar share = SecretScalar.decode(context.curve(), plaintext.get());
      Arrays.fill(plaintext.get(), (byte) 0);
      return Optional.of(share);
    } catch (DecodingException e) {
      return Optional.empty();
    }
  }

  /** U as a point. */
  public Point oneTimeKey(SharingContext context) throws DecodingException {
    return context.point(oneTimeKey);
  }

  private static ProofContext proofContext(
      SharingContext.Stage stage, int dealer, int receiver, Point receiverKey, Bytes ciphertext) {
    return stage.proof(
        dealer,
        receiver,
        STEP,
        Tlv.of().point(receiverKey),
        Tlv.of().bytes(Sha256.of(ciphertext.toArray())));
  }

  ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("U", oneTimeKey.base64Url())
        .put("ct", ciphertext.base64Url())
        .put("A", proofCommitment.base64Url())
        .put("z", proofResponse.base64Url());
  }

  static SealedShare read(Members m) throws DecodingException {
    return new SealedShare(m.bytes("U"), m.bytes("ct"), m.bytes("A"), m.bytes("z"));
  }

  /** The keys of one sealed share: key, nonce and what the tag covers besides. */
  private record Cipher(byte[] key, byte[] nonce, byte[] aad) {
    static Cipher of(
        SharingContext context, int dealer, int receiver, Point u, Point receiverKey, Point z) {
      byte[] info =
          Tlv.of().text(LABEL).u32(dealer).u32(receiver).point(u).point(receiverKey).encode();
      byte[] input = z.encode();
      byte[] keys = Hkdf.sha256(context.sid().toArray(), input, info, AesGcm.KEY + AesGcm.NONCE);
      Arrays.fill(input, (byte) 0);
      Cipher cipher =
          new Cipher(
              Arrays.copyOf(keys, AesGcm.KEY),
              Arrays.copyOfRange(keys, AesGcm.KEY, keys.length),
              Tlv.of().text(LABEL).bytes(context.sid()).u32(dealer).u32(receiver).encode());
      Arrays.fill(keys, (byte) 0);
      return cipher;
    }

    void erase() {
      Arrays.fill(key, (byte) 0);
    }
  }
}
