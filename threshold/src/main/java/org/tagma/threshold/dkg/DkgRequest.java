package org.tagma.threshold.dkg;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyPolicy;
import org.tagma.threshold.key.KeyUsage;
import org.tagma.threshold.transcript.Members;

/**
 * The key that is to be made, as the session's request says it ({@code spec/api.md}, POST /dkg).
 *
 * @param mode CREATE or ROTATE: a fresh key either way
 * @param usage empty where the request leaves it open: SIGN, or what the key was certified for
 * @param policy until when the key may be used; empty for always
 * @param assetOwner who it belongs to; empty where the request does not say
 */
public record DkgRequest(
    String keyId,
    Curve curve,
    Mode mode,
    Optional<KeyUsage> usage,
    Optional<KeyPolicy> policy,
    Optional<String> assetOwner) {
  /** The operation's name in a session's request. */
  public static final String OP = "dkg";

  /** Why a key is made. */
  public enum Mode {
    /** The first generation of a key. */
    CREATE,
    /** A new generation with a new key. */
    ROTATE
  }

  /** Reads {op, request}; anything this protocol would not do is an error. */
  public static DkgRequest read(ObjectNode sessionRequest) throws DecodingException {
    Members outer = Members.of(sessionRequest);
    outer.literal("op", OP);
    Members m = Members.of(outer.object("request"));
    outer.end();
    try {
      DkgRequest request =
          new DkgRequest(
              m.text("keyId"),
              Curve.named(m.text("curve")),
              Mode.valueOf(m.text("mode")),
              m.hasValue("usage")
                  ? Optional.of(KeyUsage.valueOf(m.text("usage")))
                  : Optional.empty(),
              m.hasValue("policy")
                  ? Optional.of(KeyPolicy.fromJson(m.object("policy")))
                  : Optional.empty(),
              owner(m));
      m.end();
      if (!request.usage().orElse(KeyUsage.SIGN).allows(request.curve())) {
        throw new DecodingException("a key on this curve cannot be used so");
      }
      return request;
    } catch (IllegalArgumentException e) {
      throw new DecodingException("a curve, mode or usage that does not exist");
    }
  }

  /** Takes {@code assetOwner}, which need not be there. */
  public static Optional<String> owner(Members m) throws DecodingException {
    if (!m.hasValue("assetOwner")) {
      return Optional.empty();
    }
    String owner = m.text("assetOwner");
    if (!CertificateContent.isOwner(owner)) {
      throw new DecodingException("no name of an owner");
    }
    return Optional.of(owner);
  }
}
