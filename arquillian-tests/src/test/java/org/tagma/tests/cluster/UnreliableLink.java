package org.tagma.tests.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The way to one keeper's peer port. Everything passes, unless a test spoils the answers of one
 * round: probes pass even then, so the keeper is asked as one that lives.
 */
public final class UnreliableLink implements AutoCloseable {
  /** What becomes of the answer to a round. */
  public interface Fault {
    /** Answers in the keeper's place, if at all. */
    void serve(Spoilt spoilt) throws IOException, InterruptedException;
  }

  /** Nothing comes. */
  public static final Fault SILENCE = Spoilt::awaitMended;

  /** The head comes at once, and then one byte a second, for ever. */
  public static final Fault DRIPS =
      spoilt -> {
        OutputStream body = spoilt.begin(200, 1_000);
        do {
          body.write('{');
          body.flush();
        } while (!spoilt.mendedWithin(1));
      };

  /** An internal error. */
  public static final Fault FAILS = spoilt -> spoilt.answer(500, "{\"error\":\"INTERNAL_ERROR\"}");

  /** Something that is not JSON. */
  public static final Fault BABBLES = spoilt -> spoilt.answer(200, "{\"envelopes\":[,,,");

  /** 20 MiB. */
  public static final Fault FLOODS = spoilt -> spoilt.answer(200, " ".repeat(20 << 20));

  /** A connection that breaks in the middle of the answer. */
  public static final Fault BREAKS =
      spoilt -> {
        OutputStream body = spoilt.begin(200, 1_000);
        body.write('{');
        body.flush();
      };

  /** An answer without any message of the keeper. */
  public static final Fault EMPTY = spoilt -> spoilt.answer(200, "{}");

  /** What a web server says that knows nothing of keepers. */
  public static final Fault NOT_FOUND = spoilt -> spoilt.answer(404, "{}");

  /** The keeper's answer with one character of its signature changed. */
  public static final Fault FORGES = spoilt -> spoilt.answer(200, forged(spoilt.genuine()));

  /** The first answer is the keeper's own, and every later one the same again. */
  public static Fault replays() {
    AtomicReference<String> first = new AtomicReference<>();
    return spoilt -> {
      String genuine = spoilt.genuine();
      first.compareAndSet(null, genuine);
      spoilt.answer(200, first.get());
    };
  }

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();

  private record Spoiling(int round, Fault fault, CountDownLatch struck, CountDownLatch mended) {}

  /** Sees whatever passes. */
  @FunctionalInterface
  interface Observer {
    void passed(String path, byte[] request, byte[] answer);
  }

  private final URI keeper;
  private final Observer observer;
  private final HttpServer server;
  private final ExecutorService threads;
  private volatile Spoiling spoiling;

  /** Listens on {@code port} for the peers of the keeper at {@code keeper}. */
  UnreliableLink(int port, URI keeper) throws IOException {
    this(port, keeper, (path, request, answer) -> {});
  }

  /** The same with somebody who sees what passes. */
  UnreliableLink(int port, URI keeper, Observer observer) throws IOException {
    this.keeper = keeper;
    this.observer = observer;
    threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "link");
              thread.setDaemon(true);
              return thread;
            });
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** From now on the answers of this round, from 1, meet the fault. */
  public void spoil(int round, Fault fault) {
    mend();
    spoiling = new Spoiling(round, fault, new CountDownLatch(1), new CountDownLatch(1));
  }

  /** Waits until a call has met the fault. */
  public void awaitStruck(Duration bound) throws InterruptedException {
    if (!spoiling.struck().await(bound.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("no call came within " + bound);
    }
  }

  /** Everything passes again. */
  public void mend() {
    Spoiling earlier = spoiling;
    spoiling = null;
    if (earlier != null) {
      earlier.mended().countDown();
    }
  }

  @Override
  public void close() {
    mend();
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    Spoiling now = spoiling;
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (now != null && exchange.getRequestURI().getPath().endsWith("/rounds/" + now.round())) {
        now.struck().countDown();
        now.fault().serve(new Spoilt(exchange, body, now.mended()));
      } else {
        HttpResponse<byte[]> answer = forward(exchange, body);
        send(exchange, answer.statusCode(), answer.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    return post(exchange.getRequestURI().toString(), body);
  }

  /** Posts something to the keeper, as one of its peers would. */
  HttpResponse<byte[]> post(String path, byte[] body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(keeper.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<byte[]> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
    observer.passed(path, body, answer.body());
    return answer;
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  /** Changes a character in the middle of the signature of the one message in the answer. */
  private static String forged(String answer) {
    int at = answer.lastIndexOf('.') + 40;
    char other = answer.charAt(at) == 'A' ? 'B' : 'A';
    return answer.substring(0, at) + other + answer.substring(at + 1);
  }

  /** A call whose answer is spoilt. */
  public final class Spoilt {
    private final HttpExchange exchange;
    private final byte[] body;
    private final CountDownLatch mended;

    private Spoilt(HttpExchange exchange, byte[] body, CountDownLatch mended) {
      this.exchange = exchange;
      this.body = body;
      this.mended = mended;
    }

    /** What the keeper answers; it has then taken part. */
    String genuine() throws IOException, InterruptedException {
      return new String(forward(exchange, body).body(), StandardCharsets.UTF_8);
    }

    void answer(int status, String text) throws IOException {
      send(exchange, status, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends the head of an answer of that many bytes. */
    OutputStream begin(int status, int length) throws IOException {
      exchange.sendResponseHeaders(status, length);
      return exchange.getResponseBody();
    }

    boolean mendedWithin(int seconds) throws InterruptedException {
      return mended.await(seconds, TimeUnit.SECONDS);
    }

    void awaitMended() throws InterruptedException {
      mended.await();
    }
  }
}
