package org.tagma.benchmarks;

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
import org.tagma.threshold.frost.FrostSuite;

/**
 * One FROST signature, all signers together in one thread, share checks included: the rounds alone,
 * and the rounds with every envelope signed, verified and relayed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrostSign {
  /** The quorum and the holders. */
  @Param({"2-of-3", "3-of-5"})
  public String keepers;

  /** The ciphersuite. */
  @Param({"SECP256K1", "ED25519", "P256"})
  public FrostSuite suite;

  private FrostRounds rounds;
  private FrostEnvelopes envelopes;

  /** Deals the keys. */
  @Setup
  public void deal() {
    int threshold = Character.digit(keepers.charAt(0), 10);
    int total = Character.digit(keepers.charAt(5), 10);
    rounds = new FrostRounds(suite, threshold, total);
    envelopes = new FrostEnvelopes(suite, threshold, total);
  }

  /** Rounds, share checks and aggregation. */
  @Benchmark
  public Object rounds() {
    return rounds.sign();
  }

  /** The same, with envelopes. */
  @Benchmark
  public Object envelopes() {
    return envelopes.sign();
  }
}
