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
import java.util.function.IntFunction;

/**
 * Signs or decrypts over HTTP with a local cluster that is up, and prints p50, p99 and throughput.
 * One coordinator is asked, as one client would. Usage: {@code ClusterLoad [decrypt] KEEPER-ADDRESS
 * CLIENTS REQUESTS [WARM-UP-REQUESTS [KEY]]}; the token is {@code TAGMA_DEV_TOKEN}, or tagma-local.
 * With {@code ClusterLoad sustained CLIENTS SECONDS KEEPER-ADDRESS...} every keeper has so many
 * clients for so long: {@link SustainedLoad}. With {@code ClusterLoad liar [decrypt] KEEPER-ADDRESS
 * LIAR LIES [WARM-UP-REQUESTS]} a keeper of a lab lies: {@link LiarLoad}.
 */
public final class ClusterLoad {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MILLION = 1e6;
  private static final int PLAINTEXT = 1024; // bytes

  private final HttpClient client = HttpClient.newHttpClient();
  private final String keeper;
  private final Work work;
  private final String token = System.getenv().getOrDefault("TAGMA_DEV_TOKEN", "tagma-local");
  private final ConcurrentHashMap<String, LongAdder> outcomes = new ConcurrentHashMap<>();

  /** What is measured. */
  private enum Work {
    SIGN("signatures"),
    DECRYPT("plaintexts");

    private final String results;

    Work(String results) {
      this.results = results;
    }
  }

  private ClusterLoad(String keeper, Work work) {
    this.keeper = keeper;
    this.work = work;
  }

  public static void main(String[] args) throws Exception {
    if (args.length > 3 && args[0].equals("sustained")) {
      sustained(args);
    } else if (args.length > 3 && args[0].equals("liar")) {
      boolean decrypts = args[1].equals("decrypt");
      liar(
          decrypts ? Work.DECRYPT : Work.SIGN,
          Arrays.copyOfRange(args, decrypts ? 2 : 1, args.length));
    } else if (args.length > 0 && args[0].equals("decrypt")) {
      measure(Work.DECRYPT, Arrays.copyOfRange(args, 1, args.length));
    } else {
      measure(Work.SIGN, args);
    }
  }

  private static void measure(Work work, String[] args)
      throws IOException, InterruptedException, ExecutionException {
    if (args.length < 3) {
      System.err.println(
          "usage: ClusterLoad [decrypt] KEEPER-ADDRESS CLIENTS REQUESTS [WARM-UP-REQUESTS [KEY]]");
      System.err.println("       ClusterLoad sustained CLIENTS SECONDS KEEPER-ADDRESS...");
      System.err.println(
          "       ClusterLoad liar [decrypt] KEEPER-ADDRESS LIAR LIES [WARM-UP-REQUESTS]");
      System.exit(2);
    }
    int clients = Integer.parseInt(args[1]);
    int requests = Integer.parseInt(args[2]);
    int warmUp = args.length > 3 ? Integer.parseInt(args[3]) : 0;
    ClusterLoad load = new ClusterLoad(args[0], work);
    String keyId = args.length > 4 ? args[4] : load.makeKey();
    Request request = load.request(keyId);
    load.run(request, clients, warmUp);
    load.outcomes.clear();
    load.run(request, clients, requests);
  }

  private static void sustained(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    List<String> keepers = List.of(args).subList(3, args.length);
    ClusterLoad first = new ClusterLoad(keepers.get(0), Work.SIGN);
    new SustainedLoad(keepers, first.token)
        .run(
            first.makeKey(),
            Integer.parseInt(args[1]),
            Duration.ofSeconds(Integer.parseInt(args[2])));
  }

  private static void liar(Work work, String[] args) throws IOException, InterruptedException {
    ClusterLoad load = new ClusterLoad(args[0], work);
    Request request = load.request(load.makeKey());
    new LiarLoad(args[0], args[1], load.token)
        .run(
            request.path(),
            request.body(),
            args.length > 3 ? Integer.parseInt(args[3]) : 0,
            Integer.parseInt(args[2]));
  }

  private String makeKey() throws IOException, InterruptedException {
    String keyId = "load-" + System.currentTimeMillis();
    String body =
        "{\"keyId\":\""
            + keyId
            + "\",\"curve\":\"SECP256K1\",\"mode\":\"CREATE\",\"usage\":\""
            + work
            + "\"}";
    JsonNode answer = post("/v1/keeper/dkg", body);
    if (!answer.has("publicKey64")) {
      throw new IOException("no key: " + answer);
    }
    System.out.println("key " + keyId);
    return keyId;
  }

  /** One request after the other, each of its own. */
  private record Request(String path, IntFunction<String> body) {}

  private Request request(String keyId) throws IOException, InterruptedException {
    String start = "{\"keyId\":\"" + keyId + "\",";
    if (work == Work.SIGN) {
      return new Request(
          "/v1/keeper/sign",
          i ->
              start
                  + "\"algorithm\":\"FROST\",\"operations\":{\"op\":\""
                  + base64("message " + i)
                  + "\"}}");
    }
    String plaintext = base64("p".repeat(PLAINTEXT));
    JsonNode encrypted =
        post("/v1/keeper/ecies/encrypt", start + "\"plaintext64\":\"" + plaintext + "\"}");
    String ciphertext = encrypted.path("ciphertext64").textValue();
    return new Request(
        "/v1/keeper/ecies/decrypt", i -> start + "\"ciphertext64\":\"" + ciphertext + "\"}");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void run(Request request, int clients, int requests)
      throws InterruptedException, ExecutionException {
    if (requests == 0) {
      return;
    }
    AtomicInteger left = new AtomicInteger(requests);
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    long start = System.nanoTime();
    List<Future<List<Long>>> results = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      results.add(threads.submit(() -> ask(request, left)));
    }
    List<Long> times = new ArrayList<>();
    for (Future<List<Long>> result : results) {
      times.addAll(result.get());
    }
    threads.shutdown();
    print(clients, times, System.nanoTime() - start);
  }

  private List<Long> ask(Request request, AtomicInteger left)
      throws IOException, InterruptedException {
    List<Long> times = new ArrayList<>();
    for (int i = left.getAndDecrement(); i > 0; i = left.getAndDecrement()) {
      String body = request.body().apply(i);
      long before = System.nanoTime();
      JsonNode answer = post(request.path(), body);
      times.add(System.nanoTime() - before);
      String outcome =
          answer.path("errorType").asText("SUCCESS")
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
        "%d clients, %d requests: p50 %.1f ms, p99 %.1f ms, max %.1f ms, %.0f %s/s; %s%n",
        clients,
        sorted.length,
        sorted[sorted.length / 2] / MILLION,
        sorted[(int) (sorted.length * 0.99)] / MILLION,
        sorted[sorted.length - 1] / MILLION,
        sorted.length * 1e9 / elapsed,
        work.results,
        outcomes);
  }
}
