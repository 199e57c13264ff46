package org.tagma.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Signs over HTTP with a local cluster that is up, and prints p50, p99 and throughput. One
 * coordinator is asked, as one client would. Usage: {@code ClusterLoad KEEPER-ADDRESS CLIENTS
 * REQUESTS [WARM-UP-REQUESTS [KEY]]}; the token is {@code TAGMA_DEV_TOKEN}, or tagma-local. With
 * {@code ClusterLoad sustained CLIENTS SECONDS KEEPER-ADDRESS...} every keeper has so many clients
 * for so long: {@link SustainedLoad}.
 */
public final class ClusterLoad {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MILLION = 1e6;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String keeper;
  private final String token = System.getenv().getOrDefault("TAGMA_DEV_TOKEN", "tagma-local");
  private final ConcurrentHashMap<String, LongAdder> outcomes = new ConcurrentHashMap<>();

  private ClusterLoad(String keeper) {
    this.keeper = keeper;
  }

  public static void main(String[] args) throws Exception {
    if (args.length > 3 && args[0].equals("sustained")) {
      sustained(args);
      return;
    }
    if (args.length < 3) {
      System.err.println(
          "usage: ClusterLoad KEEPER-ADDRESS CLIENTS REQUESTS [WARM-UP-REQUESTS [KEY]]");
      System.err.println("       ClusterLoad sustained CLIENTS SECONDS KEEPER-ADDRESS...");
      System.exit(2);
    }
    int clients = Integer.parseInt(args[1]);
    int requests = Integer.parseInt(args[2]);
    int warmUp = args.length > 3 ? Integer.parseInt(args[3]) : 0;
    ClusterLoad load = new ClusterLoad(args[0]);
    String keyId = args.length > 4 ? args[4] : load.makeKey();
    load.run(keyId, clients, warmUp);
    load.outcomes.clear();
    load.run(keyId, clients, requests);
  }

  private static void sustained(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    List<String> keepers = List.of(args).subList(3, args.length);
    ClusterLoad first = new ClusterLoad(keepers.get(0));
    new SustainedLoad(keepers, first.token)
        .run(
            first.makeKey(),
            Integer.parseInt(args[1]),
            Duration.ofSeconds(Integer.parseInt(args[2])));
  }

  private String makeKey() throws IOException, InterruptedException {
    String keyId = "load-" + System.currentTimeMillis();
    String body = "{\"keyId\":\"" + keyId + "\",\"curve\":\"SECP256K1\",\"mode\":\"CREATE\"}";
    JsonNode answer = post("/v1/keeper/dkg", body);
    if (!answer.has("publicKey64")) {
      throw new IOException("no key: " + answer);
    }
    System.out.println("key " + keyId);
    return keyId;
  }

  private void run(String keyId, int clients, int requests)
      throws InterruptedException, ExecutionException {
    if (requests == 0) {
      return;
    }
    AtomicInteger left = new AtomicInteger(requests);
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    long start = System.nanoTime();
    List<Future<List<Long>>> results = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      results.add(threads.submit(() -> sign(keyId, left)));
    }
    List<Long> times = new ArrayList<>();
    for (Future<List<Long>> result : results) {
      times.addAll(result.get());
    }
    threads.shutdown();
    print(clients, times, System.nanoTime() - start);
  }

  private List<Long> sign(String keyId, AtomicInteger left)
      throws IOException, InterruptedException {
    List<Long> times = new ArrayList<>();
    while (left.getAndDecrement() > 0) {
      byte[] message = ("message " + left.get()).getBytes(StandardCharsets.UTF_8);
      String body =
          "{\"keyId\":\""
              + keyId
              + "\",\"algorithm\":\"FROST\",\"operations\":{\"op\":\""
              + Base64.getEncoder().encodeToString(message)
              + "\"}}";
      long before = System.nanoTime();
      JsonNode answer = post("/v1/keeper/sign", body);
      times.add(System.nanoTime() - before);
      String outcome =
          answer.path("code").asText(answer.path("errorType").asText())
              + " dead"
              + answer.path("dead")
              + " imposters"
              + answer.path("imposters");
      outcomes.computeIfAbsent(outcome, o -> new LongAdder()).increment();
    }
    return times;
  }

  private JsonNode post(String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(keeper + path))
            .header("Content-Type", "application/json")
            .header("X-DEV-TOKEN", token)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private void print(int clients, List<Long> times, long elapsed) {
    long[] sorted = times.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    System.out.printf(
        "%d clients, %d requests: p50 %.1f ms, p99 %.1f ms, max %.1f ms, %.0f signatures/s; %s%n",
        clients,
        sorted.length,
        sorted[sorted.length / 2] / MILLION,
        sorted[(int) (sorted.length * 0.99)] / MILLION,
        sorted[sorted.length - 1] / MILLION,
        sorted.length * 1e9 / elapsed,
        outcomes);
  }
}
