package org.tagma.threshold.gg20;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.proof.pedersen.PedersenProof;
import org.tagma.threshold.proof.pedersen.PedersenStatement;
import org.tagma.threshold.proof.pedersen.PedersenWitness;
import org.tagma.threshold.proof.pedersenequality.PedersenEqualityProof;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.testkit.CheatingProtocol;
import org.tagma.threshold.testkit.SeededRandom;

/**
 * A liar whose part of the key is false, but the same in its commitment and in its point, with
 * proofs that hold: keeper 2, whenever it signs.
 */
final class SigmaCheat implements Cheat {
  private static final int LIAR = 2;

  private final SeededRandom random = new SeededRandom(LIAR, "sigma");
  private final boolean shifts;

  SigmaCheat() {
    this(false);
  }

  /** One that also opens another number with the same remainder, if it {@code shifts}. */
  SigmaCheat(boolean shifts) {
    this.shifts = shifts;
  }

  @Override
  public void change(Session session, int round, ObjectNode body) {
    throw new IllegalStateException("this lie needs to see the inbox");
  }

  @Override
  public CheatingProtocol.Lie asLie() {
    return this::instead;
  }

  private Message instead(Session session, Inbox inbox, Message message) {
    Signing signing = Signing.of(session);
    Curve curve = signing.curve();
    PedersenWitness witness =
        new PedersenWitness(SecretScalar.of(curve.scalar(5)), SecretScalar.of(curve.scalar(7)));
    Proofs proofs = new Proofs(signing, inbox, Moduli.known(signing.aux()));
    if (message instanceof Gg20Delta honest) {
      Point commitment = witness.commitment();
      return new Gg20Delta(
          honest.delta(),
          commitment,
          PedersenProof.prove(
              proofs.context(Gg20.DELTA, Proofs.PED, LIAR, 0),
              new PedersenStatement(commitment),
              witness,
              random));
    }
    if (message instanceof Gg20Key) {
      Point part = witness.value().times(signing.nonce(inbox).orElseThrow());
      return new Gg20Key(
          part,
          PedersenEqualityProof.prove(
              proofs.context(Gg20.KEY, Proofs.PED_EQ, LIAR, 0),
              proofs.keyPart(LIAR, part),
              witness,
              random));
    }
    if (shifts && message instanceof Gg20KeyOpening honest) {
      SortedMap<Integer, Gg20KeyOpening.ProductOpening> products = new TreeMap<>();
      BigInteger modulus = signing.paillier(LIAR).modulus();
      honest
          .products()
          .forEach(
              (other, opened) ->
                  products.put(
                      other,
                      new Gg20KeyOpening.ProductOpening(
                          opened.product().add(modulus), opened.randomness())));
      return new Gg20KeyOpening(honest.nonce(), honest.nonceRandomness(), products);
    }
    return message;
  }
}
