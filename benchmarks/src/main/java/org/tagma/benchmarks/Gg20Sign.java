package org.tagma.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.dkg.DkgRequest;
import org.tagma.threshold.gg20.Gg20;
import org.tagma.threshold.gg20.Gg20Request;
import org.tagma.threshold.gg20.Gg20Suite;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.moduli.AuxParameters;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.paillier.PrimeSearch;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Rehearsal;

/**
 * One ECDSA signature on secp256k1, all signers together in one thread, envelopes and all checks
 * included: a party's time is this divided by t. Setting up searches for primes, which takes
 * seconds, and with {@code P128} a minute.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class Gg20Sign {
  private static final Curve CURVE = Curve.named("SECP256K1");

  /** The quorum and the holders. */
  @Param({"2-of-3", "3-of-5"})
  public String keepers;

  /** The size of the moduli. */
  @Param({"P112", "P128"})
  public ParameterSet set;

  private Rehearsal rehearsal;
  private List<Integer> members;
  private CertificateContent certificate;
  private Map<Integer, KeyShare> shares;
  private AuxBundle auxBundle;
  private final SortedMap<Integer, AuxSecrets> secrets = new TreeMap<>();

  /** Makes the key and the moduli. */
  @Setup
  public void prepare() {
    int threshold = Character.digit(keepers.charAt(0), 10);
    int total = Character.digit(keepers.charAt(5), 10);
    SecureRandom random = new SecureRandom();
    rehearsal = new Rehearsal(threshold, total, random);
    members = numbers(threshold);
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("keyId", "benchmark");
    request.put("curve", CURVE.apiName()).put("mode", "CREATE");
    Rehearsal.Played key =
        rehearsal.play(
            new Dkg(),
            Dkg.suite(CURVE),
            Session.request(DkgRequest.OP, request),
            numbers(total),
            Optional.empty(),
            Map.of());
    certificate = ((Certificate) key.result()).content();
    shares = key.shares();
    SortedMap<Integer, AuxParameters> parameters = new TreeMap<>();
    for (int member : members) {
      secrets.put(member, AuxSecrets.generate(set, random, PrimeSearch.Progress.NONE));
      parameters.put(member, secrets.get(member).parameters());
    }
    auxBundle = new AuxBundle(set, parameters);
  }

  private static List<Integer> numbers(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  /** All seven rounds of all signers. */
  @Benchmark
  public Object sign() {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("keyId", "benchmark");
    request.put("algorithm", Gg20Request.ALGORITHM).put("hash", true);
    request.putObject("operations").put("operation", "bWVzc2FnZQ==");
    return rehearsal
        .play(
            new Gg20(),
            Gg20Suite.of(CURVE, set).orElseThrow().name(),
            Session.request(Gg20Request.OP, request),
            members,
            Optional.of(certificate),
            shares,
            Optional.of(auxBundle),
            secrets)
        .result();
  }
}
