package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Every FROST envelope that passes between keepers, and every round request, over links on the way
 * to each of them. Thread-safe.
 */
final class Recording implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int COMMIT = 1;
  private static final int SHARE = 2;

  private final Map<Integer, UnreliableLink> links = new TreeMap<>();
  private final Map<Integer, List<Call>> calls = new TreeMap<>();
  private final Map<String, Set<String>> sessionsByCommitment = new TreeMap<>();
  private final Map<Place, Set<String>> payloads = new TreeMap<>();
  private final Semaphore passed = new Semaphore(0);

  private record Call(String path, byte[] body) {}

  /** Where a keeper speaks: once, whatever happens. */
  private record Place(int from, String sid, int round) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return toString().compareTo(other.toString());
    }
  }

  /** Puts a link before a keeper. */
  void link(int keeper, int port, URI address) throws IOException {
    links.put(
        keeper,
        new UnreliableLink(
            port, address, (path, request, answer) -> record(keeper, path, request, answer)));
  }

  private void record(int keeper, String path, byte[] request, byte[] answer) {
    if (!path.contains("/rounds/")) {
      return;
    }
    synchronized (this) {
      calls.computeIfAbsent(keeper, k -> new ArrayList<>()).add(new Call(path, request));
      for (byte[] body : List.of(request, answer)) {
        envelopes(body).forEach(message -> keep(payload(message)));
      }
    }
    passed.release();
  }

  private static List<String> envelopes(byte[] body) {
    List<String> envelopes = new ArrayList<>();
    try {
      JSON.readTree(body).path("envelopes").forEach(e -> envelopes.add(e.asText()));
    } catch (IOException notJson) {
      throw new AssertionError("a keeper spoke no JSON", notJson);
    }
    return envelopes;
  }

  private static JsonNode payload(String jws) {
    try {
      return JSON.readTree(Base64.getUrlDecoder().decode(jws.split("\\.", -1)[1]));
    } catch (IOException notJson) {
      throw new AssertionError("an envelope holds no JSON", notJson);
    }
  }

  private void keep(JsonNode envelope) {
    if (!envelope.path("protocol").asText().equals("FROST")) {
      return;
    }
    int from = envelope.path("from").asInt();
    String sid = envelope.path("sid").asText();
    JsonNode body = envelope.path("body");
    Place place = new Place(from, sid, envelope.path("round").asInt());
    payloads.computeIfAbsent(place, p -> new TreeSet<>()).add(body.toString());
    for (String nonce : List.of("D", "E")) {
      body.path(nonce)
          .forEach(
              commitment ->
                  sessionsByCommitment
                      .computeIfAbsent(commitment.asText(), c -> new TreeSet<>())
                      .add(from + " in " + sid));
    }
  }

  /** Waits until that many more round requests have been answered. */
  void await(int messages, Duration bound) throws InterruptedException {
    passed.drainPermits();
    assertTrue(
        passed.tryAcquire(messages, bound.toMillis(), TimeUnit.MILLISECONDS),
        () -> "no " + messages + " rounds within " + bound);
  }

  /** Asks the keeper again for its latest rounds; what it answers is recorded, too. */
  void replay(int keeper, int latest) throws IOException, InterruptedException {
    List<Call> again;
    synchronized (this) {
      List<Call> all = calls.getOrDefault(keeper, List.of());
      again = List.copyOf(all.subList(Math.max(0, all.size() - latest), all.size()));
    }
    for (Call call : again) {
      links.get(keeper).post(call.path(), call.body());
    }
  }

  /** No nonce commitment was in two sessions, and nobody said two things in one place. */
  synchronized void check(String seed) {
    sessionsByCommitment.forEach(
        (commitment, sessions) ->
            assertEquals(1, sessions.size(), () -> seed + ": a nonce twice: " + sessions));
    payloads.forEach(
        (place, said) -> assertEquals(1, said.size(), () -> seed + ": two answers: " + place));
    for (int round : List.of(COMMIT, SHARE)) {
      assertTrue(
          payloads.keySet().stream().anyMatch(place -> place.round() == round),
          "nothing was recorded of round " + round);
    }
  }

  /** How many nonce commitments were seen. */
  synchronized int commitments() {
    return sessionsByCommitment.size();
  }

  @Override
  public void close() {
    links.values().forEach(UnreliableLink::close);
  }
}
