package org.tagma.threshold.proof.mod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.paillier.Interval;
import org.tagma.threshold.paillier.Jacobi;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.paillier.PrimeFactors;
import org.tagma.threshold.paillier.Units;
import org.tagma.threshold.proof.ProofBody;
import org.tagma.threshold.transcript.Challenge;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.ProofContext;
import org.tagma.threshold.transcript.Tlv;

/**
 * Pi_mod: N is the product of two primes that are 3 modulo 4, and prime to phi(N) ({@code
 * spec/protocols.md} 1.4; CGGMP21 figure 12).
 *
 * @param nonResidue w, with the Jacobi symbol -1
 * @param roots one for each challenge
 */
public record ModProof(BigInteger nonResidue, List<Root> roots) {
  private static final int EXTRA_BYTES = 16; // so that a challenge is uniform modulo N
  private static final int CERTAINTY = 80;

  /** Takes a copy; verifying checks its length. */
  public ModProof {
    roots = List.copyOf(roots);
  }

  /** Proves the statement to everybody. */
  public static ModProof prove(
      ProofContext context, ModStatement statement, PrimeFactors witness, SecureRandom random) {
    BigInteger n = statement.modulus();
    BigInteger w = Interval.below(n, random);
    while (Jacobi.symbol(w, n) != -1) {
      w = Interval.below(n, random);
    }
    BigInteger nthRoot = n.modInverse(witness.phi());
    boolean squareModP = witness.isSquareModP(w);
    List<Root> roots = new ArrayList<>();
    for (BigInteger y : challenges(context, n, w)) {
      roots.add(root(witness, w, squareModP, y, nthRoot));
    }
    return new ModProof(w, roots);
  }

  /** -1 is no square modulo either prime and w modulo exactly one: one of four products is. */
  private static Root root(
      PrimeFactors witness, BigInteger w, boolean squareW, BigInteger y, BigInteger nthRoot) {
    boolean squareY = witness.isSquareModP(y);
    boolean twisted = squareY != witness.isSquareModQ(y);
    boolean negated = squareY == (twisted && !squareW);
    BigInteger square = Root.target(witness.product(), w, y, negated, twisted);
    return new Root(witness.principalFourthRoot(square), negated, twisted, witness.pow(y, nthRoot));
  }

  /** Whether this proves the statement, and N is odd, composite and of the right size. */
  public boolean verify(ProofContext context, ModStatement statement) {
    BigInteger n = statement.modulus();
    if (!statement.set().isModulus(n)
        || n.isProbablePrime(CERTAINTY)
        || nonResidue.signum() <= 0
        || nonResidue.compareTo(n) >= 0
        || Jacobi.symbol(nonResidue, n) != -1
        || roots.size() != ParameterSet.REPETITIONS
        || !Units.areUnits(n, roots.stream().map(Root::fourth).toList())
        || !Units.areUnits(n, roots.stream().map(Root::nth).toList())) {
      return false;
    }
    List<BigInteger> challenges = challenges(context, n, nonResidue);
    if (!Units.areUnits(n, challenges)) {
      return false;
    }
    for (int i = 0; i < ParameterSet.REPETITIONS; i++) {
      if (!roots.get(i).satisfies(n, nonResidue, challenges.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** y_1 .. y_m. */
  static List<BigInteger> challenges(ProofContext context, BigInteger n, BigInteger w) {
    int length = (n.bitLength() + 7) / 8 + EXTRA_BYTES;
    byte[] stream =
        Challenge.of("mod", context, Tlv.of().integer(n), Tlv.of().integer(w)).stream(
            length * ParameterSet.REPETITIONS);
    List<BigInteger> challenges = new ArrayList<>();
    for (int at = 0; at < stream.length; at += length) {
      challenges.add(new BigInteger(1, Arrays.copyOfRange(stream, at, at + length)).mod(n));
    }
    return challenges;
  }

  /** The proof as JSON. */
  public ObjectNode toJson() {
    ObjectNode body = new ProofBody().integer("w", nonResidue).toJson();
    ArrayNode array = body.putArray("roots");
    roots.forEach(root -> array.add(root.toJson()));
    return body;
  }

  /** Reads {@link #toJson} strictly. */
  public static ModProof read(JsonNode json) throws DecodingException {
    Members m = Members.of(json);
    BigInteger w = m.bigInteger("w");
    List<Root> roots = new ArrayList<>();
    for (JsonNode root : m.array("roots", ParameterSet.REPETITIONS)) {
      roots.add(Root.read(root));
    }
    m.end();
    return new ModProof(w, roots);
  }
}
