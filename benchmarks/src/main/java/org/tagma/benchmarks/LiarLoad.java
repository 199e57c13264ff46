package org.tagma.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * How much longer a request takes with a lie in it: one client signs or decrypts at one keeper of a
 * lab, another keeper lies (`tagma cheat`), and is released from quarantine each time it has been
 * named. Requests in which it was not asked are the honest ones of the same minute.
 */
final class LiarLoad {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String keeper;
  private final String liar;
  private final String token;

  LiarLoad(String keeper, String liar, String token) {
    this.keeper = keeper;
    this.liar = liar;
    this.token = token;
  }

  /**
   * Asks until the liar was named {@code lies} times, after {@code warmUp} requests that don't
   * count.
   */
  void run(String path, IntFunction<String> body, int warmUp, int lies)
      throws IOException, InterruptedException {
    List<Long> named = new ArrayList<>();
    List<Long> honest = new ArrayList<>();
    for (int i = 0; named.size() < lies; i++) {
      long before = System.nanoTime();
      JsonNode answer = send("POST", path, body.apply(i));
      long nanos = System.nanoTime() - before;
      if (answer.has("errorType")) {
        throw new IOException("no result: " + answer);
      }
      boolean lied = !answer.path("imposters").isEmpty();
      // after an honest answer, too: a lie that came too late is found all the same
      send("DELETE", "/v1/keeper/control/peers/" + liar + "/quarantine", "{\"reason\":\"load\"}");
      if (i >= warmUp) {
        (lied ? named : honest).add(nanos);
      }
    }
    print("with a lie in it", named);
    print("without", honest);
  }

  private JsonNode send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(keeper + path))
            .header("Content-Type", "application/json")
            .header("X-DEV-TOKEN", token)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private static void print(String what, List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    if (sorted.isEmpty()) {
      System.out.println(what + ": none");
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %d requests, p50 %.1f ms, p99 %.1f ms%n",
        what,
        sorted.size(),
        sorted.get(sorted.size() / 2) / 1e6,
        sorted.get((int) (sorted.size() * 0.99)) / 1e6);
  }
}
