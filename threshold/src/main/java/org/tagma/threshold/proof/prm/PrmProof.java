package org.tagma.threshold.proof.prm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.paillier.Interval;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.paillier.RingPedersen;
import org.tagma.threshold.paillier.RingPedersenKey;
import org.tagma.threshold.paillier.Units;
import org.tagma.threshold.proof.ProofBody;
import org.tagma.threshold.transcript.Challenge;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.ProofContext;
import org.tagma.threshold.transcript.Tlv;

/**
 * Pi_prm: the prover knows lambda in s = t^lambda modulo Nhat, so that commitments under its
 * parameters hide what others commit to ({@code spec/protocols.md} 1.4; CGGMP21 figure 13). Each
 * challenge is one bit: in a group whose order the prover knows, a large one proves nothing.
 *
 * @param commitments A_i = t^a_i
 * @param responses z_i = a_i + e_i lambda mod phi
 */
public record PrmProof(List<BigInteger> commitments, List<BigInteger> responses) {
  /** Takes copies; verifying checks their lengths. */
  public PrmProof {
    commitments = List.copyOf(commitments);
    responses = List.copyOf(responses);
  }

  /** Proves the statement to everybody; the key is the witness. */
  public static PrmProof prove(
      ProofContext context, PrmStatement statement, RingPedersenKey key, SecureRandom random) {
    BigInteger phi = key.factors().phi();
    List<BigInteger> masks = new ArrayList<>();
    List<BigInteger> commitments = new ArrayList<>();
    for (int i = 0; i < ParameterSet.REPETITIONS; i++) {
      BigInteger a = Interval.below(phi, random);
      masks.add(a);
      commitments.add(key.commit(BigInteger.ZERO, a));
    }
    boolean[] e = challenge(context, statement, commitments);
    List<BigInteger> responses = new ArrayList<>();
    for (int i = 0; i < ParameterSet.REPETITIONS; i++) {
      responses.add(e[i] ? masks.get(i).add(key.lambda()).mod(phi) : masks.get(i));
    }
    return new PrmProof(commitments, responses);
  }

  /** Whether this proves the statement, Nhat has the right size, and s and t are well formed. */
  public boolean verify(ProofContext context, PrmStatement statement) {
    RingPedersen parameters = statement.parameters();
    BigInteger n = parameters.modulus();
    if (!statement.set().isModulus(n)
        || !parameters.isWellFormed()
        || commitments.size() != ParameterSet.REPETITIONS
        || responses.size() != ParameterSet.REPETITIONS
        || !Units.areUnits(n, commitments)
        || !responses.stream().allMatch(z -> z.signum() >= 0 && z.compareTo(n) < 0)) {
      return false;
    }
    boolean[] e = challenge(context, statement, commitments);
    for (int i = 0; i < ParameterSet.REPETITIONS; i++) {
      // t^z_i = A_i s^e_i
      BigInteger a = commitments.get(i);
      BigInteger expected = e[i] ? a.multiply(parameters.s()).mod(n) : a;
      if (!parameters.commit(BigInteger.ZERO, responses.get(i)).equals(expected)) {
        return false;
      }
    }
    return true;
  }

  /** e_1 .. e_m: the most significant bit of each byte first. */
  private static boolean[] challenge(
      ProofContext context, PrmStatement statement, List<BigInteger> commitments) {
    Tlv list = Tlv.of().list(commitments.stream().map(a -> Tlv.of().integer(a)).toList());
    byte[] stream =
        Challenge.of("prm", context, statement.toTlv(), list).stream(ParameterSet.REPETITIONS / 8);
    boolean[] bits = new boolean[ParameterSet.REPETITIONS];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (stream[i / 8] >> (7 - i % 8) & 1) == 1;
    }
    return bits;
  }

  /** The proof as JSON. */
  public ObjectNode toJson() {
    return new ProofBody().integers("A", commitments).integers("z", responses).toJson();
  }

  /** Reads {@link #toJson} strictly. */
  public static PrmProof read(JsonNode json) throws DecodingException {
    Members m = Members.of(json);
    PrmProof proof =
        new PrmProof(
            m.bigIntegers("A", ParameterSet.REPETITIONS),
            m.bigIntegers("z", ParameterSet.REPETITIONS));
    m.end();
    return proof;
  }
}
