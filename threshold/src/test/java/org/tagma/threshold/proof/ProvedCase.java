package org.tagma.threshold.proof;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.paillier.Interval;
import org.tagma.threshold.paillier.PaillierKey;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.paillier.RingPedersenKey;
import org.tagma.threshold.proof.affg.AffgProof;
import org.tagma.threshold.proof.affg.AffgStatement;
import org.tagma.threshold.proof.affine.AffineStatement;
import org.tagma.threshold.proof.affine.AffineWitness;
import org.tagma.threshold.proof.affp.AffpProof;
import org.tagma.threshold.proof.affp.AffpStatement;
import org.tagma.threshold.proof.affp.AffpWitness;
import org.tagma.threshold.proof.enc.EncProof;
import org.tagma.threshold.proof.enc.EncStatement;
import org.tagma.threshold.proof.enc.EncWitness;
import org.tagma.threshold.proof.fac.FacProof;
import org.tagma.threshold.proof.fac.FacStatement;
import org.tagma.threshold.proof.logstar.LogstarProof;
import org.tagma.threshold.proof.logstar.LogstarStatement;
import org.tagma.threshold.proof.logstar.LogstarWitness;
import org.tagma.threshold.proof.mod.ModProof;
import org.tagma.threshold.proof.mod.ModStatement;
import org.tagma.threshold.proof.pedersen.PedersenProof;
import org.tagma.threshold.proof.pedersen.PedersenStatement;
import org.tagma.threshold.proof.pedersen.PedersenWitness;
import org.tagma.threshold.proof.pedersenequality.PedersenEqualityProof;
import org.tagma.threshold.proof.pedersenequality.PedersenEqualityStatement;
import org.tagma.threshold.proof.prm.PrmProof;
import org.tagma.threshold.proof.prm.PrmStatement;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.testkit.TestModuli;
import org.tagma.threshold.transcript.ProofContext;

/**
 * A good proof as JSON, with its verifier.
 *
 * @param moduli the modulus of each member that is a residue, or list of residues
 * @param intervals where each member lies that is an integer in a range
 * @param points the names of points
 */
record ProvedCase(
    String name,
    ObjectNode proof,
    Verification verification,
    Map<String, BigInteger> moduli,
    Map<String, Interval> intervals,
    List<String> points) {
  interface Verification {
    boolean accepts(ProofContext context, ObjectNode proof) throws DecodingException;
  }

  static final PaillierKey PROVER = secrets(1).key();
  static final PaillierKey RECEIVER = secrets(2).key();
  static final RingPedersenKey VERIFIER = secrets(3).ringPedersen();

  private static final BigInteger N = PROVER.modulus();
  private static final BigInteger NHAT = VERIFIER.modulus();
  private static final Interval OPENINGS = Ranges.MASK.times(NHAT).times(BigInteger.TWO);

  static AuxSecrets secrets(int keeper) {
    return TestModuli.secrets(
        ParameterSet.P112, keeper, new org.tagma.threshold.kat.Seed("ProvedCase " + keeper));
  }

  boolean accepts(ProofContext context, ObjectNode other) {
    try {
      return verification.accepts(context, other);
    } catch (DecodingException e) {
      return false; // malformed
    }
  }

  static List<ProvedCase> all(ProofContext context, Curve curve, SecureRandom random) {
    return List.of(
        enc(context, random),
        logstar(context, curve, random),
        affg(context, curve, random),
        affp(context, random),
        fac(context, random),
        prm(context, random),
        mod(context, random),
        pedersen(context, curve, random),
        pedersenEquality(context, curve, random));
  }

  private static ProvedCase enc(ProofContext context, SecureRandom random) {
    BigInteger k = Interval.below(BigInteger.ONE.shiftLeft(256), random);
    BigInteger rho = PROVER.randomUnit(random);
    EncStatement statement =
        new EncStatement(PROVER.publicKey(), PROVER.encrypt(k, rho), VERIFIER.parameters());
    EncProof proof = EncProof.prove(context, statement, new EncWitness(k, rho), random);
    return new ProvedCase(
        "enc",
        proof.toJson(),
        (c, json) -> EncProof.read(json).verify(c, statement),
        Map.of("S", NHAT, "A", N.pow(2), "C", NHAT, "z2", N),
        Map.of("z1", Ranges.MASK, "z3", OPENINGS),
        List.of());
  }

  private static ProvedCase logstar(ProofContext context, Curve curve, SecureRandom random) {
    SecretScalar x = SecretScalar.random(curve, random);
    BigInteger plaintext = x.disclose().value();
    BigInteger rho = PROVER.randomUnit(random);
    Point base = SecretScalar.random(curve, random).timesGenerator();
    LogstarStatement statement =
        new LogstarStatement(
            PROVER.publicKey(),
            PROVER.encrypt(plaintext, rho),
            x.times(base),
            base,
            VERIFIER.parameters());
    LogstarProof proof =
        LogstarProof.prove(context, statement, new LogstarWitness(plaintext, rho), random);
    return new ProvedCase(
        "log*",
        proof.toJson(),
        (c, json) -> LogstarProof.read(curve, json).verify(c, statement),
        Map.of("S", NHAT, "A", N.pow(2), "D", NHAT, "z2", N),
        Map.of("z1", Ranges.MASK, "z3", OPENINGS),
        List.of("Y"));
  }

  private record Operation(AffineStatement statement, AffineWitness witness) {
    static Operation random(BigInteger x, SecureRandom random) {
      BigInteger y = Ranges.ADDEND.sample(random);
      BigInteger rho = RECEIVER.randomUnit(random);
      BigInteger rhoY = PROVER.randomUnit(random);
      BigInteger c = RECEIVER.encrypt(BigInteger.TEN, RECEIVER.randomUnit(random));
      return new Operation(
          new AffineStatement(
              RECEIVER.publicKey(),
              PROVER.publicKey(),
              c,
              RECEIVER.add(RECEIVER.multiply(x, c), RECEIVER.encrypt(y, rho)),
              PROVER.encrypt(y, rhoY),
              VERIFIER.parameters()),
          new AffineWitness(x, y, rho, rhoY));
    }
  }

  private static final Map<String, BigInteger> AFFINE_MODULI =
      Map.of(
          "A", RECEIVER.modulusSquared(),
          "By", PROVER.modulusSquared(),
          "E", NHAT,
          "S", NHAT,
          "F", NHAT,
          "T", NHAT,
          "w", RECEIVER.modulus(),
          "wy", N);

  private static final Map<String, Interval> AFFINE_INTERVALS =
      Map.of("z1", Ranges.MASK, "z2", Ranges.ADDEND_MASK, "z3", OPENINGS, "z4", OPENINGS);

  private static ProvedCase affg(ProofContext context, Curve curve, SecureRandom random) {
    SecretScalar x = SecretScalar.random(curve, random);
    Operation operation = Operation.random(x.disclose().value(), random);
    AffgStatement statement = new AffgStatement(operation.statement(), x.timesGenerator());
    AffgProof proof = AffgProof.prove(context, statement, operation.witness(), random);
    return new ProvedCase(
        "aff-g",
        proof.toJson(),
        (c, json) -> AffgProof.read(curve, json).verify(c, statement),
        AFFINE_MODULI,
        AFFINE_INTERVALS,
        List.of("Bx"));
  }

  private static ProvedCase affp(ProofContext context, SecureRandom random) {
    BigInteger x = Ranges.SECRET.sample(random);
    BigInteger rhoX = PROVER.randomUnit(random);
    Operation operation = Operation.random(x, random);
    AffpStatement statement = new AffpStatement(operation.statement(), PROVER.encrypt(x, rhoX));
    AffpProof proof =
        AffpProof.prove(context, statement, new AffpWitness(operation.witness(), rhoX), random);
    Map<String, BigInteger> moduli = new java.util.TreeMap<>(AFFINE_MODULI);
    moduli.put("Bx", N.pow(2));
    moduli.put("wx", N);
    return new ProvedCase(
        "aff-p",
        proof.toJson(),
        (c, json) -> AffpProof.read(json).verify(c, statement),
        moduli,
        AFFINE_INTERVALS,
        List.of());
  }

  private static ProvedCase fac(ProofContext context, SecureRandom random) {
    FacStatement statement = new FacStatement(N, VERIFIER.parameters());
    FacProof proof = FacProof.prove(context, statement, PROVER.factors(), random);
    Interval factors = Ranges.MASK.times(N.sqrt());
    return new ProvedCase(
        "fac",
        proof.toJson(),
        (c, json) -> FacProof.read(json).verify(c, statement),
        Map.of("P", NHAT, "Q", NHAT, "A", NHAT, "B", NHAT, "T", NHAT),
        Map.of(
            "z1", factors, "z2", factors, "w1", OPENINGS, "w2", OPENINGS, "v", OPENINGS.times(N)),
        List.of());
  }

  private static ProvedCase prm(ProofContext context, SecureRandom random) {
    PrmStatement statement = new PrmStatement(ParameterSet.P112, VERIFIER.parameters());
    return new ProvedCase(
        "prm",
        PrmProof.prove(context, statement, VERIFIER, random).toJson(),
        (c, json) -> PrmProof.read(json).verify(c, statement),
        Map.of("A", NHAT),
        Map.of(),
        List.of());
  }

  private static ProvedCase mod(ProofContext context, SecureRandom random) {
    ModStatement statement = new ModStatement(ParameterSet.P112, N);
    return new ProvedCase(
        "mod",
        ModProof.prove(context, statement, PROVER.factors(), random).toJson(),
        (c, json) -> ModProof.read(json).verify(c, statement),
        Map.of("w", N),
        Map.of(),
        List.of());
  }

  private static ProvedCase pedersen(ProofContext context, Curve curve, SecureRandom random) {
    PedersenWitness witness = opening(curve, random);
    PedersenStatement statement = new PedersenStatement(witness.commitment());
    return new ProvedCase(
        "ped",
        PedersenProof.prove(context, statement, witness, random).toJson(),
        (c, json) -> PedersenProof.read(curve, json).verify(c, statement),
        Map.of(),
        Map.of(),
        List.of("A"));
  }

  private static ProvedCase pedersenEquality(
      ProofContext context, Curve curve, SecureRandom random) {
    PedersenWitness witness = opening(curve, random);
    Point base = SecretScalar.random(curve, random).timesGenerator();
    PedersenEqualityStatement statement =
        new PedersenEqualityStatement(witness.commitment(), base, witness.value().times(base));
    return new ProvedCase(
        "ped-eq",
        PedersenEqualityProof.prove(context, statement, witness, random).toJson(),
        (c, json) -> PedersenEqualityProof.read(curve, json).verify(c, statement),
        Map.of(),
        Map.of(),
        List.of("A", "B"));
  }

  private static PedersenWitness opening(Curve curve, SecureRandom random) {
    return new PedersenWitness(
        SecretScalar.random(curve, random), SecretScalar.random(curve, random));
  }

  @Override
  public String toString() {
    return name;
  }
}
