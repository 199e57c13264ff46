package org.tagma.threshold.sharing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.transcript.Bytes;

/**
 * How a keeper lies about shares of a key that exists already, whichever protocol deals them: for
 * the contract tests, and for keepers of the lab.
 */
public final class SharingCheats {
  private SharingCheats() {}

  /** What the liar does to the body of its message. */
  public interface Change {
    void apply(Curve curve, ObjectNode body);
  }

  /** A change of what the liar signs in {@code round}. */
  public static Cheat in(int round, Change change) {
    return (session, number, body) -> {
      if (number == round) {
        change.apply(curve(session), body);
      }
    };
  }

  /** The same for a liar that seals something; one that does not has nothing to lie about. */
  public static Cheat sealing(int round, Change change) {
    return in(
        round,
        (curve, body) -> {
          if (!list(body, "E").isEmpty()) {
            change.apply(curve, body);
          }
        });
  }

  /** A complaint about the good share of somebody else. */
  public static Cheat slander(int round, int liar) {
    return (session, number, body) -> {
      if (number == round) {
        complain(curve(session), body, anybodyBut(liar, session));
      }
    };
  }

  /** Adds a complaint that is well formed, and right about nothing. */
  public static void complain(Curve curve, ObjectNode body, int dealer) {
    list(body, "complaints")
        .addObject()
        .put("dealer", KeeperName.of(dealer))
        .put("Z", point(curve, 4))
        .put("A1", point(curve, 5))
        .put("A2", point(curve, 6))
        .put("z", zeros());
  }

  /** The first member that is not the liar. */
  public static int anybodyBut(int liar, Session session) {
    return session.members().stream().filter(k -> k != liar).findFirst().orElseThrow();
  }

  private static Curve curve(Session session) {
    String suite = session.preimage().suite();
    return Curve.all().stream().filter(c -> Dkg.suite(c).equals(suite)).findFirst().orElseThrow();
  }

  /** A list of the body. */
  public static ArrayNode list(ObjectNode body, String name) {
    return (ArrayNode) body.get(name);
  }

  /** The first sealed share of the body. */
  public static ObjectNode share(ObjectNode body) {
    return (ObjectNode) list(body, "E").get(0);
  }

  /** kG, encoded. */
  public static String point(Curve curve, long k) {
    return Bytes.of(curve.generator().times(curve.scalar(k)).encode()).base64Url();
  }

  /** 32 bytes. */
  public static String zeros() {
    return Bytes.of(new byte[32]).base64Url();
  }
}
