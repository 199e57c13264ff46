package org.tagma.threshold.repair;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.tagma.threshold.testkit.SeededRandom;

/** A helper that seals other numbers than it should, with proofs that hold. */
final class ResealingCheat implements Cheat {
  private final int round;
  private final int liar;
  private final SeededRandom random;

  /** Lies in {@code round}: about pieces in the second, about the sum in the third. */
  ResealingCheat(int liar, int round) {
    this.liar = liar;
    this.round = round;
    this.random = new SeededRandom(liar, "reseal");
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
