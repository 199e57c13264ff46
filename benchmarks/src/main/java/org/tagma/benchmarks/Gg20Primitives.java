package org.tagma.benchmarks;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.paillier.PaillierPublicKey;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.paillier.PrimeSearch;
import org.tagma.threshold.paillier.RingPedersen;
import org.tagma.threshold.proof.Ranges;
import org.tagma.threshold.proof.affg.AffgProof;
import org.tagma.threshold.proof.affg.AffgStatement;
import org.tagma.threshold.proof.affine.AffineStatement;
import org.tagma.threshold.proof.affine.AffineWitness;
import org.tagma.threshold.proof.enc.EncProof;
import org.tagma.threshold.proof.enc.EncStatement;
import org.tagma.threshold.proof.enc.EncWitness;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.ProofContext;

/**
 * What threshold ECDSA consists of, one at a time: as anybody does it, by tables, and as the owner
 * of the modulus does it. Proofs are made by one keeper and verified by the other, with its keys.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class Gg20Primitives {
  /** How large the moduli are. */
  @Param({"P112", "P128"})
  public ParameterSet set;

  private final SecureRandom random = new SecureRandom();
  private final ProofContext context =
      new ProofContext("benchmark", Bytes.of(new byte[32]), 1, 2, Bytes.of(new byte[32]));

  private AuxSecrets prover;
  private AuxSecrets verifier;
  private PaillierPublicKey proverKey;
  private PaillierPublicKey verifierKey;
  private RingPedersen commitments;
  private BigInteger randomness;
  private BigInteger ciphertext;
  private BigInteger secret;
  private BigInteger addend;
  private BigInteger opening;
  private EncStatement enc;
  private EncWitness encWitness;
  private EncProof encProof;
  private AffgStatement affg;
  private AffineWitness affgWitness;
  private AffgProof affgProof;

  /** Looks for primes, which takes a while, and proves. */
  @Setup
  public void prove() {
    prover = AuxSecrets.generate(set, random, PrimeSearch.Progress.NONE);
    verifier = AuxSecrets.generate(set, random, PrimeSearch.Progress.NONE);
    proverKey = prover.key().publicKey();
    verifierKey = verifier.key().publicKey();
    commitments = verifier.ringPedersen().parameters();
    Curve curve = Curve.named("SECP256K1");
    secret = curve.randomScalar(random).value();
    addend = Ranges.ADDEND.sample(random);
    opening = Ranges.MASK.times(commitments.modulus()).sample(random);
    randomness = proverKey.randomUnit(random);
    ciphertext = prover.key().encrypt(secret, randomness);
    enc = new EncStatement(prover.key(), ciphertext, commitments);
    encWitness = new EncWitness(secret, randomness);
    encProof = proveEnc();
    BigInteger theirs = verifierKey.encrypt(secret, verifierKey.randomUnit(random));
    affgWitness = new AffineWitness(secret, addend, verifierKey.randomUnit(random), randomness);
    AffineStatement operation =
        new AffineStatement(
            verifierKey,
            prover.key(),
            theirs,
            verifierKey.add(
                verifierKey.multiply(secret, theirs),
                verifierKey.encrypt(addend, affgWitness.randomness())),
            prover.key().encrypt(addend, randomness),
            commitments);
    affg = new AffgStatement(operation, curve.generator().times(curve.scalar(secret)));
    affgProof = proveAffg();
  }

  /** r^N mod N^2 and little else. */
  @Benchmark
  public Object encrypt() {
    return proverKey.encrypt(secret, randomness);
  }

  /** The same by the owner. */
  @Benchmark
  public Object encryptByOwner() {
    return prover.key().encrypt(secret, randomness);
  }

  /** By the owner. */
  @Benchmark
  public Object decrypt() {
    return prover.key().decrypt(ciphertext);
  }

  /** s^x t^y without tables: the parameters are new each time. */
  @Benchmark
  public Object commitPlainly() {
    return new RingPedersen(commitments.modulus(), commitments.s(), commitments.t())
        .commit(addend, opening);
  }

  /** The same by tables. */
  @Benchmark
  public Object commit() {
    return commitments.commit(addend, opening);
  }

  /** The same by the owner. */
  @Benchmark
  public Object commitByOwner() {
    return verifier.ringPedersen().commit(addend, opening);
  }

  /** Pi_enc, made. */
  @Benchmark
  public EncProof proveEnc() {
    return EncProof.prove(context, enc, encWitness, random);
  }

  /** Pi_enc, verified with one's own ring-Pedersen key. */
  @Benchmark
  public boolean verifyEnc() {
    return encProof.verify(
        context, new EncStatement(proverKey, ciphertext, verifier.ringPedersen()));
  }

  /** Pi_aff-g, made. */
  @Benchmark
  public AffgProof proveAffg() {
    return AffgProof.prove(context, affg, affgWitness, random);
  }

  /** Pi_aff-g, verified with one's own keys. */
  @Benchmark
  public boolean verifyAffg() {
    AffineStatement operation = affg.operation();
    return affgProof.verify(
        context,
        new AffgStatement(
            new AffineStatement(
                verifier.key(),
                proverKey,
                operation.ciphertext(),
                operation.result(),
                operation.addend(),
                verifier.ringPedersen()),
            affg.point()));
  }
}
