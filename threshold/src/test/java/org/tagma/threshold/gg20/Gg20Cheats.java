package org.tagma.threshold.gg20;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.key.KeyDamaged;
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
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.Tlv;

/** How a signer of ECDSA lies: for the contract test, and for keepers of the lab. */
public final class Gg20Cheats {
  private Gg20Cheats() {}

  /**
   * One for each rule.
   *
   * @param liar who lies, where the lie has its number in it
   */
  public static Map<Gg20Rule, Cheat> byRule(int liar, SecureRandom random) {
    Map<Gg20Rule, Cheat> cheats = new EnumMap<>(Gg20Rule.class);
    cheats.put(Gg20Rule.LENGTH, in(Gg20.COMMIT, (c, b) -> array(b, "proofs").remove(0)));
    cheats.put(Gg20Rule.CIPHERTEXT, in(Gg20.COMMIT, (c, b) -> put(b, "G", BigInteger.ZERO)));
    cheats.put(Gg20Rule.ENC, in(Gg20.COMMIT, (c, b) -> add(b, "K", 1)));
    cheats.put(Gg20Rule.AFF_P, in(Gg20.MULTIPLY, (c, b) -> add(product(b), "D", 1)));
    cheats.put(
        Gg20Rule.AFF_G, in(Gg20.MULTIPLY, (c, b) -> product(b).set("Dh", product(b).get("D"))));
    cheats.put(Gg20Rule.PED, in(Gg20.DELTA, (c, b) -> put(b, "T", c.generator())));
    cheats.put(
        Gg20Rule.COMMITMENT,
        in(Gg20.REVEAL, (c, b) -> put(b, "Gamma", point(c, b, "Gamma").negate())));
    cheats.put(Gg20Rule.LOG_STAR, in(Gg20.NONCE, (c, b) -> put(b, "R", c.generator())));
    cheats.put(Gg20Rule.PED_EQ, in(Gg20.KEY, (c, b) -> put(b, "S", c.generator())));
    cheats.put(Gg20Rule.SHARE, in(Gg20.SHARE, (c, b) -> addScalar(c, b, "s", 1)));
    cheats.put(Gg20Rule.PHASE, in(Gg20.KEY, (c, b) -> openNothing(b)));
    cheats.put(Gg20Rule.DELTA, in(Gg20.DELTA, (c, b) -> addScalar(c, b, "delta", 5)));
    cheats.put(
        Gg20Rule.OPENING,
        afterDelta((c, b) -> put(opening(b), "k", integer(opening(b), "k").add(BigInteger.ONE))));
    cheats.put(Gg20Rule.ELIMINATION, afterDelta((c, b) -> refuseToOpen()));
    cheats.put(Gg20Rule.SIGMA, new FalseSigma(liar, random, false));
    return cheats;
  }

  interface Change {
    void apply(Curve curve, ObjectNode body) throws DecodingException;
  }

  static Cheat in(int round, Change change) {
    return (session, number, body) -> {
      if (number == round) {
        change(session, body, change);
      }
    };
  }

  /** delta + 5, and something in place of an honest answer to what comes of it. */
  static Cheat afterDelta(Change late) {
    return (session, round, body) -> {
      if (round == Gg20.DELTA) {
        change(session, body, (c, b) -> addScalar(c, b, "delta", 5));
      }
      if (round == Gg20.KEY) {
        change(session, body, late);
      }
    };
  }

  private static void change(Session session, ObjectNode body, Change change) {
    try {
      change.apply(Gg20Suite.named(session.preimage().suite()).orElseThrow().curve(), body);
    } catch (DecodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void refuseToOpen() {
    throw new KeyDamaged();
  }

  private static void openNothing(ObjectNode body) {
    body.removeAll();
    ObjectNode opening = body.putObject("nonceOpening");
    put(opening, "k", BigInteger.ZERO);
    put(opening, "rho", BigInteger.ONE);
    put(opening, "gamma", BigInteger.ZERO);
    opening.putArray("products");
  }

  static ArrayNode array(ObjectNode body, String name) {
    return (ArrayNode) body.get(name);
  }

  static ObjectNode proof(ObjectNode body) {
    return (ObjectNode) body.get("proofs").get(0).get("proof");
  }

  static ObjectNode product(ObjectNode body) {
    return (ObjectNode) body.get("products").get(0);
  }

  static ObjectNode opening(ObjectNode body) {
    return (ObjectNode) body.get("nonceOpening");
  }

  static BigInteger integer(ObjectNode body, String name) throws DecodingException {
    return Members.of(body).bigInteger(name);
  }

  static Point point(Curve curve, ObjectNode body, String name) throws DecodingException {
    return Members.of(body).point(name, curve);
  }

  static void put(ObjectNode body, String name, BigInteger value) {
    body.set(name, JsonNodeFactory.instance.textNode(Tlv.of().integer(value).base64Url()));
  }

  static void put(ObjectNode body, String name, Point value) {
    body.put(name, Bytes.of(value.encode()).base64Url());
  }

  static void add(ObjectNode body, String name, long difference) throws DecodingException {
    put(body, name, integer(body, name).add(BigInteger.valueOf(difference)));
  }

  static void addScalar(Curve curve, ObjectNode body, String name, long difference)
      throws DecodingException {
    Scalar sum = Members.of(body).scalar(name, curve).plus(curve.scalar(difference));
    body.put(name, Bytes.of(sum.encode()).base64Url());
  }

  /**
   * A liar whose part of the key is false, but the same in its commitment and in its point, with
   * proofs that hold.
   */
  static final class FalseSigma implements Cheat {
    private final int liar;
    private final SecureRandom random;
    private final boolean shifts;

    /** One that also opens another number with the same remainder, if it {@code shifts}. */
    FalseSigma(int liar, SecureRandom random, boolean shifts) {
      this.liar = liar;
      this.random = random;
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
      if (message instanceof Gg20Delta honest) {
        return delta(proofs(signing, inbox), honest);
      }
      if (message instanceof Gg20Key) {
        return key(proofs(signing, inbox), signing.nonce(inbox).orElseThrow());
      }
      return shifts && message instanceof Gg20KeyOpening honest
          ? shifted(signing.paillier(liar).modulus(), honest)
          : message;
    }

    private static Proofs proofs(Signing signing, Inbox inbox) {
      return new Proofs(signing, inbox, Moduli.known(signing.aux()));
    }

    private static PedersenWitness witness(Curve curve) {
      return new PedersenWitness(
          SecretScalar.of(curve.scalar(5)), SecretScalar.of(curve.scalar(7)));
    }

    private Message delta(Proofs proofs, Gg20Delta honest) {
      PedersenWitness witness = witness(honest.commitment().curve());
      Point commitment = witness.commitment();
      return new Gg20Delta(
          honest.delta(),
          commitment,
          PedersenProof.prove(
              proofs.context(Gg20.DELTA, Proofs.PED, liar, 0),
              new PedersenStatement(commitment),
              witness,
              random));
    }

    private Message key(Proofs proofs, Point nonce) {
      PedersenWitness witness = witness(nonce.curve());
      Point part = witness.value().times(nonce);
      return new Gg20Key(
          part,
          PedersenEqualityProof.prove(
              proofs.context(Gg20.KEY, Proofs.PED_EQ, liar, 0),
              proofs.keyPart(liar, part),
              witness,
              random));
    }

    private static Message shifted(BigInteger modulus, Gg20KeyOpening honest) {
      SortedMap<Integer, Gg20KeyOpening.ProductOpening> products = new TreeMap<>();
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
  }
}
