package org.tagma.threshold.importing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Optional;
import org.tagma.threshold.dkg.DkgRequest;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.key.KeyPolicy;
import org.tagma.threshold.key.KeyUsage;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.Sha256;

/**
 * The key that is imported, as the session's request says it (spec/api.md, POST /storage/store):
 * the client's, in which the private key's SHA-256 stands for it (spec/protocols.md 4.2), and
 * beside it what the dealer makes of it.
 *
 * @param dealer the keeper that was given the private key
 * @param publicKey what belongs to it
 * @param usage empty where the request leaves it open: SIGN
 * @param policy until when the key may be used; empty for always
 * @param assetOwner who it belongs to; empty where the request does not say
 */
public record ImportRequest(
    String keyId,
    Curve curve,
    int dealer,
    Point publicKey,
    Optional<KeyUsage> usage,
    Optional<KeyPolicy> policy,
    Optional<String> assetOwner) {
  /** The operation's name in a session's request. */
  public static final String OP = "storage/store";

  /** The field of the client's request that holds the private key. */
  public static final String SECRET = "value64";

  private static final String DEALER = "dealer";
  private static final String PUBLIC_KEY = "publicKey";

  /**
   * What stands in the place of {@code privateKey} in every request but the client's own: base64 of
   * its SHA-256. That needs no salt, although a guess at the key can be tried on it: the public key
   * that stands beside it is just as good for that, and a good private key cannot be guessed.
   */
  public static String redacted(byte[] privateKey) {
    return Base64.getEncoder().encodeToString(Sha256.of(privateKey).toArray());
  }

  /**
   * {op, request} and what the dealer says.
   *
   * @param redacted the client's request without the private key, see {@link #redacted}
   */
  public static ObjectNode of(ObjectNode redacted, int dealer, Point publicKey) {
    return Session.request(OP, redacted)
        .put(DEALER, KeeperName.of(dealer))
        .put(PUBLIC_KEY, Bytes.of(publicKey.encode()).base64Url());
  }

  /**
   * {op, request} as a client can have it approved, who shows the private key to nobody: the public
   * key stands for it, base64, and the dealer is left open.
   *
   * @param redacted the client's request, whatever stands in the place of the private key
   * @param publicKey the point as everybody encodes it
   */
  public static ObjectNode asked(ObjectNode redacted, Bytes publicKey) {
    return Session.request(
        OP,
        redacted.deepCopy().put(SECRET, Base64.getEncoder().encodeToString(publicKey.toArray())));
  }

  /** The same of what keepers see of it, see {@link #of}; what is that already stays as it is. */
  public static ObjectNode asked(ObjectNode sessionRequest) throws DecodingException {
    if (!sessionRequest.has(PUBLIC_KEY)) {
      return sessionRequest;
    }
    Members outer = Members.of(sessionRequest);
    return asked(outer.object("request"), Bytes.fromBase64Url(outer.text(PUBLIC_KEY)));
  }

  /** Whether a session's request is meant to be one. */
  public static boolean isMeant(ObjectNode sessionRequest) {
    return sessionRequest.path("op").asText("").equals(OP);
  }

  /** Reads {@link #of}; anything this protocol would not do is an error. */
  public static ImportRequest read(ObjectNode sessionRequest) throws DecodingException {
    Members outer = Members.of(sessionRequest);
    outer.literal("op", OP);
    Members m = Members.of(outer.object("request"));
    try {
      Curve curve = Curve.named(m.text("curve"));
      ImportRequest request =
          new ImportRequest(
              m.text("keyId"),
              curve,
              KeeperName.number(outer.text(DEALER)),
              outer.point(PUBLIC_KEY, curve),
              m.hasValue("usage")
                  ? Optional.of(KeyUsage.valueOf(m.text("usage")))
                  : Optional.empty(),
              m.hasValue("policy")
                  ? Optional.of(KeyPolicy.fromJson(m.object("policy")))
                  : Optional.empty(),
              DkgRequest.owner(m));
      checkRedacted(m.text(SECRET));
      m.end();
      outer.end();
      if (!request.certifiedUsage().allows(curve)) {
        throw new DecodingException("a key on this curve cannot be used so");
      }
      return request;
    } catch (IllegalArgumentException e) {
      throw new DecodingException("a curve or usage that does not exist");
    }
  }

  private static void checkRedacted(String text) throws DecodingException {
    if (Bytes.fromBase64(text).length() != Sha256.LENGTH) {
      throw new DecodingException("no hash in place of the private key");
    }
  }

  /** What the key is certified for. */
  KeyUsage certifiedUsage() {
    return usage.orElse(KeyUsage.SIGN);
  }
}
