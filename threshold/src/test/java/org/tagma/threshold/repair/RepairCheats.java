package org.tagma.threshold.repair;

import static org.tagma.threshold.sharing.SharingCheats.in;
import static org.tagma.threshold.sharing.SharingCheats.list;
import static org.tagma.threshold.sharing.SharingCheats.point;
import static org.tagma.threshold.sharing.SharingCheats.sealing;
import static org.tagma.threshold.sharing.SharingCheats.share;
import static org.tagma.threshold.sharing.SharingCheats.slander;
import static org.tagma.threshold.sharing.SharingCheats.zeros;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.sharing.Deal;
import org.tagma.threshold.sharing.SealedShares;
import org.tagma.threshold.sharing.SharingContext;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.testkit.CheatingProtocol;

/** How a helper lies while a share is repaired: for the contract test, and for the lab. */
public final class RepairCheats {
  private RepairCheats() {}

  /**
   * One for each rule, as {@code liar} does it.
   *
   * @param random for what it seals
   */
  public static Map<RepairRule, Cheat> byRule(int liar, SecureRandom random) {
    Map<RepairRule, Cheat> cheats = new EnumMap<>(RepairRule.class);
    cheats.put(
        RepairRule.LENGTH, in(Repair.DEAL, (curve, body) -> list(body, "C").add(point(curve, 1))));
    cheats.put(RepairRule.POINT, in(Repair.KEY, (curve, body) -> body.put("EK", "AA")));
    cheats.put(
        RepairRule.CONSTANT,
        sealing(Repair.DEAL, (curve, body) -> list(body, "C").set(0, point(curve, 1))));
    cheats.put(
        RepairRule.SHARE_PROOF,
        sealing(Repair.DEAL, (curve, body) -> share(body).put("ct", zeros())));
    cheats.put(RepairRule.SHARE, new Resealing(liar, Repair.DEAL, random));
    cheats.put(RepairRule.COMPLAINT, slander(Repair.SUM, liar));
    return cheats;
  }

  /** A helper that seals other numbers than it should, with proofs that hold. */
  static final class Resealing implements Cheat {
    private final int liar;
    private final int round;
    private final SecureRandom random;

    /** Lies in {@code round}: about pieces in the second, about the sum in the third. */
    Resealing(int liar, int round, SecureRandom random) {
      this.liar = liar;
      this.round = round;
      this.random = random;
    }

    @Override
    public void change(Session session, int number, ObjectNode body) {
      throw new IllegalStateException("this lie needs to see the inbox");
    }

    @Override
    public CheatingProtocol.Lie asLie() {
      return this::instead;
    }

    private Message instead(Session session, Inbox inbox, Message message) {
      if (inbox.round() + 1 != round) {
        return message;
      }
      if (message instanceof Deal deal && !deal.committed().isEmpty()) {
        return new Deal(deal.committed(), sealed(session, inbox, deal.shares()));
      }
      if (message instanceof RepairSum sum) {
        return new RepairSum(sum.complaints(), sealed(session, inbox, sum.sum()));
      }
      return message;
    }

    private SealedShares sealed(Session session, Inbox inbox, SealedShares honest) {
      Repairing repairing = Repairing.of(session);
      SharingContext context = repairing.context();
      SortedMap<Integer, Point> keys = new TreeMap<>(repairing.encryptionKeys(inbox));
      keys.keySet().retainAll(honest.byReceiver().keySet());
      return SealedShares.seal(
          context.stage(round, inbox.view(round - 1)),
          liar,
          receiver -> SecretScalar.random(context.curve(), random),
          keys,
          random,
          Tasks.SEQUENTIAL);
    }
  }
}
