package org.tagma.threshold.ecies;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.proof.dleq.DleqProof;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.transcript.Bytes;

/** How a keeper lies while decrypting: for the contract test, and for keepers of the lab. */
public final class EciesCheats {
  private EciesCheats() {}

  /**
   * One for each rule, as {@code liar} does it.
   *
   * @param random for a share that is not its own
   */
  public static Map<EciesRule, Cheat> byRule(int liar, SecureRandom random) {
    Map<EciesRule, Cheat> cheats = new EnumMap<>(EciesRule.class);
    cheats.put(EciesRule.POINT, change("d", d -> Bytes.of(new byte[1])));
    cheats.put(EciesRule.DLEQ, (session, round, body) -> anotherShare(liar, random, session, body));
    return cheats;
  }

  static Cheat change(String field, UnaryOperator<Bytes> change) {
    return (session, round, body) -> {
      try {
        Bytes honest = Bytes.fromBase64Url(body.get(field).textValue());
        body.put(field, change.apply(honest).base64Url());
      } catch (DecodingException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  /** x' u, with a proof that is right for x'. */
  private static void anotherShare(
      int liar, SecureRandom random, Session session, ObjectNode body) {
    Decrypting decrypting = Decrypting.of(session);
    Point u = decrypting.header().u();
    Curve curve = u.curve();
    SecretScalar x = SecretScalar.random(curve, random);
    Point d = x.times(u);
    DleqProof proof =
        DleqProof.prove(
            decrypting.context(liar),
            u,
            x,
            x.timesGenerator(),
            d,
            SecretScalar.random(curve, random));
    body.setAll(PartialDecryption.of(d, proof).toBody());
  }
}
