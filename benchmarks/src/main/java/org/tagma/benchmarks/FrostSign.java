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

/**
 * One FROST secp256k1 signature, all signers together in one thread, share checks included: the
 * rounds alone, and the rounds with every envelope signed, verified and relayed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class FrostSign {
  /** The quorum and the holders. */
  @Param({"2-of-3", "3-of-5"})
  public String keepers;

  private FrostRounds rounds;
  private FrostEnvelopes envelopes;

  /** Deals the keys. */
  @Setup
  public void deal() {
    int threshold = Character.digit(keepers.charAt(0), 10);
    int total = Character.digit(keepers.charAt(5), 10);
    rounds = new FrostRounds(threshold, total);
    envelopes = new FrostEnvelopes(threshold, total);
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
