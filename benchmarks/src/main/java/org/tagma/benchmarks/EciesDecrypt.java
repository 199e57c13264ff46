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

/** Threshold decryption of a kilobyte, 2-of-3, all keepers in one thread, without envelopes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class EciesDecrypt {
  /** The key's curve. */
  @Param({"SECP256K1", "P256"})
  public String curve;

  private EciesRounds rounds;

  /** Deals the key and encrypts. */
  @Setup
  public void deal() {
    rounds = new EciesRounds(curve, 2, 3);
  }

  /** What a client does, offline. */
  @Benchmark
  public Object encrypt() {
    return rounds.encrypt();
  }

  /** What one keeper does. */
  @Benchmark
  public Object part() {
    return rounds.part();
  }

  /** What two keepers and the coordinator do. */
  @Benchmark
  public Object decrypt() {
    return rounds.decrypt();
  }
}
