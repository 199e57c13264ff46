package org.tagma.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tagma.threshold.auxiliary.AuxSetup;
import org.tagma.threshold.auxiliary.ModuliSource;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.dkg.DkgRequest;
import org.tagma.threshold.gg20.Gg20;
import org.tagma.threshold.gg20.Gg20Request;
import org.tagma.threshold.gg20.Gg20Suite;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.moduli.AuxParameters;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.paillier.PrimeSearch;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Rehearsal;
import org.tagma.threshold.testkit.CheatingProtocol;

/**
 * What each round of an ECDSA signature (GG20), of the set-up of moduli and of a key generation
 * costs each party in CPU time, envelopes and all checks included, everybody in one thread. The
 * coordinator is a signer that judges everybody's messages, too. Arguments: the sizes of moduli,
 * {@code P112} and {@code P128} unless told otherwise.
 */
public final class Gg20Rounds {
  private static final Curve CURVE = Curve.named("SECP256K1");
  private static final double REFERENCE_MICROS = 2_077; // a power modulo a number of 2048 bits
  private static final int WARM_UP = 6;
  private static final int RUNS = 9;

  private final SecureRandom random = new SecureRandom();
  private final double slower = powerMicros() / REFERENCE_MICROS;

  private Gg20Rounds() {}

  /** Prints the medians. */
  public static void main(String[] arguments) {
    List<String> sets = arguments.length == 0 ? List.of("P112", "P128") : List.of(arguments);
    Gg20Rounds rounds = new Gg20Rounds();
    System.out.printf(
        Locale.ROOT,
        "Medians of CPU time in ms. This machine takes %.2f times as long for a power as the one of"
            + " the targets; `there` is what that one would take.%n",
        rounds.slower);
    sets.forEach(set -> rounds.measure(ParameterSet.valueOf(set)));
  }

  private void measure(ParameterSet set) {
    SortedMap<Integer, AuxSecrets> secrets = new TreeMap<>();
    SortedMap<Integer, AuxParameters> parameters = new TreeMap<>();
    for (int keeper = 1; keeper <= 3; keeper++) {
      secrets.put(keeper, AuxSecrets.generate(set, random, PrimeSearch.Progress.NONE));
      parameters.put(keeper, secrets.get(keeper).parameters());
    }
    keyGeneration(set, secrets);
    signature(set, 2, 3, secrets, parameters);
    signature(set, 3, 5, secrets, parameters);
  }

  private void keyGeneration(ParameterSet set, Map<Integer, AuxSecrets> secrets) {
    Rehearsal rehearsal = new Rehearsal(2, 3, random);
    ModuliSource made = (keeper, size, fresh) -> copy(secrets.get(keeper));
    print(
        set + " set-up, 3 keepers, primes given",
        run(
            new AuxSetup(made),
            3,
            timed ->
                rehearsal.play(
                    timed,
                    AuxSetup.suite(set),
                    AuxSetup.request(set),
                    numbers(3),
                    Optional.empty(),
                    Map.of())));
    print(
        set + " key generation, 3 keepers",
        run(
            new Dkg(),
            3,
            timed ->
                rehearsal.play(
                    timed, Dkg.suite(CURVE), create(), numbers(3), Optional.empty(), Map.of())));
  }

  private static AuxSecrets copy(AuxSecrets secrets) {
    try {
      return AuxSecrets.decode(secrets.encode());
    } catch (DecodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void signature(
      ParameterSet set,
      int threshold,
      int total,
      Map<Integer, AuxSecrets> secrets,
      SortedMap<Integer, AuxParameters> parameters) {
    Rehearsal rehearsal = new Rehearsal(threshold, total, random);
    Rehearsal.Played key =
        rehearsal.play(
            new Dkg(), Dkg.suite(CURVE), create(), numbers(total), Optional.empty(), Map.of());
    CertificateContent certificate = ((Certificate) key.result()).content();
    AuxBundle bundle = new AuxBundle(set, new TreeMap<>(parameters.headMap(threshold + 1)));
    print(
        set + " signature, " + threshold + "-of-" + total,
        run(
            new Gg20(),
            threshold,
            timed ->
                rehearsal.play(
                    timed,
                    Gg20Suite.of(CURVE, set).orElseThrow().name(),
                    sign(),
                    numbers(threshold),
                    Optional.of(certificate),
                    key.shares(),
                    Optional.of(bundle),
                    secrets)));
  }

  private static ObjectNode create() {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("keyId", "benchmark");
    request.put("curve", CURVE.apiName()).put("mode", "CREATE");
    return Session.request(DkgRequest.OP, request);
  }

  private static ObjectNode sign() {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("keyId", "benchmark");
    request.put("algorithm", Gg20Request.ALGORITHM).put("hash", true);
    request.putObject("operations").put("operation", "bWVzc2FnZQ==");
    return Session.request(Gg20Request.OP, request);
  }

  private static List<Integer> numbers(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  /** How a protocol is played once. */
  private interface Play {
    Object with(Protocol protocol);
  }

  /** For each run what each party's part of each round took, in milliseconds. */
  private static List<double[][]> run(Protocol protocol, int parties, Play play) {
    List<double[][]> runs = new ArrayList<>();
    for (int i = 0; i < WARM_UP + RUNS; i++) {
      Clock clock = new Clock();
      play.with(new CheatingProtocol(protocol, clock));
      if (i >= WARM_UP) {
        runs.add(clock.split(parties));
      }
    }
    return runs;
  }

  /** No lie: marks when each message of each round has been made, in the order of the parties. */
  private static final class Clock implements CheatingProtocol.Lie {
    private final List<Long> marks = new ArrayList<>(List.of(now()));

    private static long now() {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Override
    public Message instead(Session session, Inbox inbox, Message message) {
      marks.add(now());
      return message;
    }

    /** By party and round; what follows the last message is the coordinator's, the first party. */
    double[][] split(int parties) {
      marks.add(now());
      int rounds = (marks.size() - 2) / parties;
      double[][] millis = new double[parties][rounds + 1];
      for (int i = 1; i < marks.size(); i++) {
        millis[(i - 1) % parties][(i - 1) / parties] = (marks.get(i) - marks.get(i - 1)) / 1e6;
      }
      return millis;
    }
  }

  private void print(String what, List<double[][]> runs) {
    System.out.println(what);
    line("  coordinator", runs.stream().map(run -> run[0]).toList());
    line("  another    ", runs.stream().map(run -> run[run.length - 1]).toList());
  }

  private void line(String who, List<double[]> runs) {
    double sum = median(runs.stream().mapToDouble(run -> Arrays.stream(run).sum()).toArray());
    String rounds =
        IntStream.range(0, runs.get(0).length)
            .mapToObj(r -> median(runs.stream().mapToDouble(run -> run[r]).toArray()))
            .map(m -> String.format(Locale.ROOT, "%.1f", m))
            .collect(Collectors.joining(" "));
    System.out.printf(
        Locale.ROOT,
        "%s %.1f, there %.1f; by round and after: %s%n",
        who,
        sum,
        sum / slower,
        rounds);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** A power with an exponent of 2048 bits modulo a number of as many, median in microseconds. */
  private double powerMicros() {
    BigInteger modulus = new BigInteger(2048, random).setBit(2047).setBit(0);
    BigInteger exponent = new BigInteger(2048, random).setBit(2047);
    BigInteger power = BigInteger.TWO;
    double[] micros = new double[400];
    for (int i = 0; i < micros.length; i++) {
      long before = System.nanoTime();
      power = power.add(BigInteger.ONE).modPow(exponent, modulus);
      micros[i] = (System.nanoTime() - before) / 1e3;
    }
    return median(Arrays.copyOfRange(micros, micros.length / 2, micros.length));
  }
}
