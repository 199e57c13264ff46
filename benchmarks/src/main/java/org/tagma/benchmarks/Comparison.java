package org.tagma.benchmarks;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs {@link FrostSign} and prints its medians beside what other libraries were measured at. Those
 * figures come from a machine on which BouncyCastle multiplied the generator of secp256k1 in 46 us;
 * the same is measured here, and our medians are also printed as that machine would have them.
 */
public final class Comparison {
  private static final double REFERENCE_MICROS = 46;
  private static final int SAMPLES = 4_000;

  /** Rounds only, milliseconds, all signers together, in process, medians on one core. */
  private static final Map<String, String> PEERS =
      Map.of(
          "SECP256K1 2-of-3",
          "tss4j 2.54, multi-party-sig 1.23, ZF frost 0.73 (published); target 0.80, then 0.55",
          "SECP256K1 3-of-5",
          "tss4j 4.8, multi-party-sig 2.63",
          "ED25519 2-of-3",
          "tss4j 3.11, ZF frost 0.62 (published); target 0.80, then 0.40",
          "ED25519 3-of-5",
          "tss4j 6.0");

  private Comparison() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws RunnerException {
    Collection<RunResult> results =
        new Runner(new OptionsBuilder().include(FrostSign.class.getName()).build()).run();
    double slower = generatorMicros() / REFERENCE_MICROS;
    System.out.printf(
        Locale.ROOT,
        "One FROST signature, all signers together, median in ms. This machine takes %.2f times as"
            + " long as the one of the others' figures.%n",
        slower);
    for (RunResult result : results) {
      String which =
          result.getParams().getParam("suite") + " " + result.getParams().getParam("keepers");
      double median = result.getPrimaryResult().getStatistics().getPercentile(50) / 1_000;
      System.out.printf(
          Locale.ROOT,
          "%-17s %-9s %.2f, there %.2f   %s%n",
          which,
          result.getPrimaryResult().getLabel(),
          median,
          median / slower,
          PEERS.getOrDefault(which, ""));
    }
  }

  /** BouncyCastle's own multiplication of the generator of secp256k1, median in microseconds. */
  private static double generatorMicros() {
    X9ECParameters curve = CustomNamedCurves.getByName("secp256k1");
    FixedPointCombMultiplier multiplier = new FixedPointCombMultiplier();
    BigInteger factor = curve.getN().shiftRight(1);
    long[] nanos = new long[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      long before = System.nanoTime();
      ECPoint product = multiplier.multiply(curve.getG(), factor);
      nanos[i] = System.nanoTime() - before;
      factor = product.normalize().getAffineXCoord().toBigInteger();
    }
    long[] warm = Arrays.copyOfRange(nanos, SAMPLES / 2, SAMPLES);
    Arrays.sort(warm);
    return warm[warm.length / 2] / 1_000.0;
  }
}
