package org.tagma.threshold.dkg;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.KeyUsage;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.Sha256;

/**
 * The key that is to be made, as the session's request says it ({@code spec/api.md}, POST /dkg).
 *
 * @param mode CREATE or ROTATE: a fresh key either way
 * @param usage empty where the request leaves it open: SIGN, or what the key was certified for
 * @param policyHash SHA-256 of the policy's JCS form; empty without a policy
 */
public record DkgRequest(
    String keyId, Curve curve, Mode mode, Optional<KeyUsage> usage, Bytes policyHash) {
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
    if (m.hasValue("assetOwner")) {
      m.text("assetOwner"); // the record keepers' business, not the key's
    }
    try {
      DkgRequest request =
          new DkgRequest(
              m.text("keyId"),
              Curve.named(m.text("curve")),
              Mode.valueOf(m.text("mode")),
              m.hasValue("usage")
                  ? Optional.of(KeyUsage.valueOf(m.text("usage")))
                  : Optional.empty(),
              m.hasValue("policy") ? Sha256.of(Jcs.canonical(m.object("policy"))) : Bytes.empty());
      m.end();
      if (!request.usage().orElse(KeyUsage.SIGN).allows(request.curve())) {
        throw new DecodingException("a key on this curve cannot be used so");
      }
      return request;
    } catch (IllegalArgumentException e) {
      throw new DecodingException("a curve, mode or usage that does not exist");
    }
  }
}
