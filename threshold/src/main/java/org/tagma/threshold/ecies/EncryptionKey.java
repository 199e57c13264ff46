package org.tagma.threshold.ecies;

import java.security.SecureRandom;
import java.util.Optional;
import org.tagma.threshold.cipher.Aead;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Tweak;

/**
 * Encrypts, offline, for a key that keepers hold in shares: the public key is all it needs.
 *
 * <pre>{@code
 * EncryptionKey key = new EncryptionKey("team:payroll", 1, curve.decodePoint(publicKey));
 * byte[] ciphertext = key.encrypt(Aead.AES_GCM, plaintext, AssociatedData.NONE, random).encode();
 * }</pre>
 *
 * <p>The public key must come from a verified certificate, or from somebody who is trusted; a
 * ciphertext for another key tells its owner the plaintext.
 *
 * @param keyId the key's id
 * @param generation from 1
 * @param publicKey Y, on secp256k1 or P-256
 */
public record EncryptionKey(String keyId, int generation, Point publicKey) {
  /** Checks the ranges. */
  public EncryptionKey {
    if (generation < 1 || publicKey.isIdentity()) {
      throw new IllegalArgumentException("not a public key");
    }
  }

  /**
   * The key that keepers have certified.
   *
   * @throws IllegalArgumentException if it is certified for signatures
   */
  public static EncryptionKey of(CertificateContent certificate) {
    if (!certificate.usage().decrypts()) {
      throw new IllegalArgumentException("the key is certified for " + certificate.usage());
    }
    return new EncryptionKey(
        certificate.keyId(), certificate.generation(), certificate.publicKey());
  }

  /**
   * A {@code tecies-v1} ciphertext.
   *
   * @param plaintext at most {@link Ciphertext#MAX_PLAINTEXT} bytes
   * @param associated what whoever decrypts has to name again
   * @throws IllegalArgumentException for a longer plaintext, or a curve that does not encrypt
   */
  public Ciphertext encrypt(
      Aead aead, byte[] plaintext, AssociatedData associated, SecureRandom random) {
    Curve curve = publicKey.curve();
    return encrypt(
        EciesSuite.of(curve, aead),
        plaintext,
        associated,
        SecretScalar.random(curve, random),
        SecretScalar.random(curve, random));
  }

  /** With the given r and s, which are used up. */
  Ciphertext encrypt(
      EciesSuite suite,
      byte[] plaintext,
      AssociatedData associated,
      SecretScalar r,
      SecretScalar s) {
    try (r;
        s) {
      Point ghat = ghat();
      Point uh = r.times(ghat);
      Ciphertext unproved = unproved(suite, plaintext, associated, r, Optional.of(uh));
      CiphertextHeader header = unproved.header();
      CiphertextProof.Statement statement =
          new CiphertextProof.Statement(
              tweaked(associated), ghat, header.bodyHash(), associated.hash(keyId));
      return unproved.proved(CiphertextProof.prove(suite, statement, header.u(), uh, r, s));
    }
  }

  /**
   * An {@code ecies-plain-v1} ciphertext, which only keys certified for {@link
   * org.tagma.threshold.key.KeyUsage#DECRYPT_PLAIN} decrypt: nothing binds it to its label for the
   * keepers, so whoever may decrypt anything under the key can decrypt this (spec/protocols.md
   * 3.5). It shows clients that cannot make the proof what to do.
   *
   * @throws IllegalArgumentException as {@link #encrypt} does
   */
  public Ciphertext encryptWithoutProof(
      Aead aead, byte[] plaintext, AssociatedData associated, SecureRandom random) {
    Curve curve = publicKey.curve();
    try (SecretScalar r = SecretScalar.random(curve, random)) {
      return unproved(EciesSuite.of(curve, aead), plaintext, associated, r, Optional.empty());
    }
  }

  private Ciphertext unproved(
      EciesSuite suite,
      byte[] plaintext,
      AssociatedData associated,
      SecretScalar r,
      Optional<Point> uh) {
    if (plaintext.length > Ciphertext.MAX_PLAINTEXT) {
      throw new IllegalArgumentException("the plaintext is too long");
    }
    Point tweaked = tweaked(associated);
    Point u = r.timesGenerator();
    try (KeySchedule keys = KeySchedule.of(suite, keyId, tweaked, u, uh, r.times(tweaked))) {
      CiphertextHeader bodiless =
          new CiphertextHeader(generation, suite, keyId, u, Optional.empty(), Bytes.empty());
      return Ciphertext.of(
          bodiless, keys.commitment(), keys.seal(plaintext, associated.hash(keyId)));
    }
  }

  /**
   * Whether the header is of this key, in this generation or one that it was refreshed from, and
   * bound to {@code associated}, and its proof holds. A {@code ecies-plain-v1} header has no proof,
   * and passes only for a key that was made for those.
   *
   * @param plain whether this key was
   */
  public boolean accepts(CiphertextHeader header, AssociatedData associated, boolean plain) {
    boolean ours =
        header.keyId().equals(keyId)
            && header.generation() <= generation
            && header.suite().curve().equals(publicKey.curve());
    if (!ours || header.proof().isEmpty()) {
      return ours && plain;
    }
    CiphertextProof.Statement statement =
        new CiphertextProof.Statement(
            tweaked(associated), ghat(), header.bodyHash(), associated.hash(keyId));
    return header.proof().get().verify(header.suite(), statement, header.u());
  }

  /** Y' = Y + tau G. */
  Point tweaked(AssociatedData associated) {
    if (associated.tweak().isEmpty()) {
      return publicKey;
    }
    Curve curve = publicKey.curve();
    return publicKey.plus(
        curve.generator().times(Tweak.scalar(curve, keyId, associated.tweak().get())));
  }

  Point ghat() {
    return SecondGenerators.of(keyId, publicKey);
  }
}
