package org.tagma.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many clients at every keeper for so long, all keepers healthy: prints the figures of DESIGN
 * section 7, which are the answers that name somebody all the same, the answers 429, the circuits
 * that were opened and those not closed again, and the heap before and after. A client that gets
 * 429 comes again after 100 ms.
 */
final class SustainedLoad {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TOO_MANY_REQUESTS = 429;
  private static final long BACK_OFF = TimeUnit.MILLISECONDS.toNanos(100);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final List<String> NAMING = List.of("imposters", "dead", "refused");
  private static final Pattern SAMPLE =
      Pattern.compile("(?m)^([a-zA-Z_:]+)(\\{[^}]*\\})? ([0-9.eE+-]+)$");

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> keepers;
  private final String token;
  private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> namings = new ConcurrentSkipListMap<>();

  /** Keepers by their client addresses. */
  SustainedLoad(List<String> keepers, String token) {
    this.keepers = List.copyOf(keepers);
    this.token = token;
  }

  /** Runs it under a key of FROST and prints the figures. */
  void run(String keyId, int clientsEach, Duration time)
      throws IOException, InterruptedException, ExecutionException {
    List<Map<String, Double>> before = new ArrayList<>();
    for (String keeper : keepers) {
      before.add(metrics(keeper));
    }
    long requests = load(keyId, clientsEach, time);
    System.out.printf(
        Locale.ROOT,
        "%d clients at each of %d keepers for %d s: %d requests, %s%n",
        clientsEach,
        keepers.size(),
        time.toSeconds(),
        requests,
        outcomes);
    long naming = namings.values().stream().mapToLong(LongAdder::sum).sum();
    System.out.printf(
        Locale.ROOT,
        "answers that name a healthy keeper: %d (%.3f %%) %s%n",
        naming,
        100.0 * naming / Math.max(1, requests),
        namings);
    LockSupport.parkNanos(SETTLED_NANOS); // what the load has left behind is to end first
    for (int i = 0; i < keepers.size(); i++) {
      print(keepers.get(i), before.get(i), metrics(keepers.get(i)));
    }
  }

  private long load(String keyId, int clientsEach, Duration time)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(clientsEach * keepers.size());
    long end = System.nanoTime() + time.toNanos();
    List<Future<Long>> clients = new ArrayList<>();
    for (String keeper : keepers) {
      for (int i = 0; i < clientsEach; i++) {
        clients.add(threads.submit(() -> signUntil(end, keeper, keyId)));
      }
    }
    long requests = 0;
    for (Future<Long> asked : clients) {
      requests += asked.get();
    }
    threads.shutdown();
    return requests;
  }

  private long signUntil(long end, String keeper, String keyId) throws InterruptedException {
    String body =
        "{\"keyId\":\""
            + keyId
            + "\",\"algorithm\":\"FROST\",\"operations\":{\"op\":\"bWVzc2FnZQ==\"}}";
    long requests = 0;
    while (System.nanoTime() < end) {
      requests++;
      try {
        HttpResponse<String> answer = send(keeper, "/v1/keeper/sign", body);
        count(outcomes, "HTTP " + answer.statusCode());
        if (answer.statusCode() == TOO_MANY_REQUESTS) {
          LockSupport.parkNanos(BACK_OFF);
        } else {
          countNaming(JSON.readTree(answer.body()));
        }
      } catch (IOException noAnswer) {
        count(outcomes, noAnswer.getClass().getSimpleName());
      }
    }
    return requests;
  }

  private void countNaming(JsonNode answer) {
    for (String list : NAMING) {
      if (answer.path(list).size() > 0) {
        String cause = answer.path("faults").path(0).path("cause").asText();
        count(namings, list + answer.path(list) + " " + cause);
        return;
      }
    }
  }

  private static void count(Map<String, LongAdder> counts, String what) {
    counts.computeIfAbsent(what, w -> new LongAdder()).increment();
  }

  private HttpResponse<String> send(String keeper, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(keeper + path))
            .timeout(PATIENCE)
            .header("X-DEV-TOKEN", token);
    if (body != null) {
      request
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(body));
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Sums by name, circuits apart from each other summed over peers and methods. */
  private Map<String, Double> metrics(String keeper) throws IOException, InterruptedException {
    Map<String, Double> sums = new TreeMap<>();
    Matcher sample = SAMPLE.matcher(send(keeper, "/metrics", null).body());
    while (sample.find()) {
      sums.merge(sample.group(1), Double.parseDouble(sample.group(3)), Double::sum);
    }
    return sums;
  }

  private void print(String keeper, Map<String, Double> before, Map<String, Double> after)
      throws IOException, InterruptedException {
    JsonNode peers =
        JSON.readTree(send(keeper, "/v1/keeper/control/system", null).body()).path("peers");
    List<String> notReady = new ArrayList<>();
    peers
        .properties()
        .forEach(
            peer -> {
              if (!peer.getValue().asText().equals("READY")) {
                notReady.add(peer.getKey());
              }
            });
    System.out.printf(
        Locale.ROOT,
        "%s: circuits opened %.0f, peers not ready afterwards %s, heap %.0f MB before, %.0f MB after%n",
        keeper,
        difference(before, after, "ft_circuitbreaker_opened_total"),
        notReady,
        megabytes(before),
        megabytes(after));
  }

  private static double difference(
      Map<String, Double> before, Map<String, Double> after, String name) {
    return after.getOrDefault(name, 0.0) - before.getOrDefault(name, 0.0);
  }

  private static double megabytes(Map<String, Double> metrics) {
    return metrics.getOrDefault("memory_usedHeap_bytes", Double.NaN) / (1 << 20);
  }
}
