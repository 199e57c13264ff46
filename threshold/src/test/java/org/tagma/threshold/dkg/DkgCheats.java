package org.tagma.threshold.dkg;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.sharing.SharingCheats;
import org.tagma.threshold.sharing.SharingContext;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.transcript.Bytes;

/** How a dealer lies, on any curve: for the contract test, and for keepers of the lab. */
public final class DkgCheats {
  private DkgCheats() {}

  /** One for each rule, as {@code liar} does it. */
  public static Map<DkgRule, Cheat> byRule(int liar) {
    Map<DkgRule, Cheat> cheats = new EnumMap<>(DkgRule.class);
    cheats.put(DkgRule.LENGTH, in(Dkg.DEAL, body -> array(body, "C").remove(0)));
    cheats.put(DkgRule.POINT, in(Dkg.COMMIT, body -> body.put("EK", "AA")));
    cheats.put(DkgRule.COMMITMENT, in(Dkg.DEAL, body -> body.put("u", zeros())));
    cheats.put(
        DkgRule.SHARE_PROOF,
        in(Dkg.DEAL, body -> share(body, 0).put("z", "_".repeat(42) + "8"))); // not canonical
    cheats.put(
        DkgRule.SHARE, (session, round, body) -> otherPolynomial(liar, session, round, body));
    cheats.put(DkgRule.COMPLAINT, (session, round, body) -> slander(liar, session, round, body));
    cheats.put(DkgRule.POP, in(Dkg.PROVE, body -> body.put("z", zeros())));
    cheats.put(DkgRule.CERT, in(Dkg.CERTIFY, body -> body.put("z", zeros())));
    return cheats;
  }

  interface Change {
    void apply(ObjectNode body);
  }

  static Cheat in(int round, Change change) {
    return (session, number, body) -> {
      if (number == round) {
        change.apply(body);
      }
    };
  }

  /** Commits to, and opens, another polynomial than the one whose values it seals. */
  private static void otherPolynomial(int liar, Session session, int round, ObjectNode body) {
    SharingContext context = KeyGeneration.of(session).context();
    Curve curve = context.curve();
    List<Point> coefficients =
        IntStream.range(0, context.threshold()).mapToObj(k -> multiple(curve, k + 5L)).toList();
    Bytes zeros = Bytes.of(new byte[32]);
    if (round == Dkg.COMMIT) {
      Bytes v = DkgCommitment.of(context, liar, zeros, coefficients, multiple(curve, 3), zeros);
      body.put("V", v.base64Url());
    } else if (round == Dkg.DEAL) {
      body.put("rid", zeros()).put("u", zeros()).put("A", point(curve, 3));
      ArrayNode points = body.putArray("C");
      coefficients.forEach(c -> points.add(Bytes.of(c.encode()).base64Url()));
    }
  }

  /** Complains about somebody's good share. */
  private static void slander(int liar, Session session, int round, ObjectNode body) {
    if (round != Dkg.PROVE) {
      return;
    }
    Curve curve = KeyGeneration.of(session).context().curve();
    SharingCheats.complain(curve, body, SharingCheats.anybodyBut(liar, session));
  }

  static ArrayNode array(ObjectNode body, String name) {
    return (ArrayNode) body.get(name);
  }

  static ObjectNode share(ObjectNode body, int index) {
    return (ObjectNode) array(body, "E").get(index);
  }

  static String point(Curve curve, long k) {
    return Bytes.of(multiple(curve, k).encode()).base64Url();
  }

  static String zeros() {
    return Bytes.of(new byte[32]).base64Url();
  }

  private static Point multiple(Curve curve, long k) {
    return curve.generator().times(curve.scalar(k));
  }
}
