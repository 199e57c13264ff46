package org.tagma.protocols.peer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.tagma.threshold.verdict.CauseOfDeath;

/**
 * HTTP/1.1 to the peers: one POST, one answer, one deadline over the whole exchange.
 *
 * <p>The deadline works by cancelling the exchange, which closes the connection: {@code
 * HttpRequest.timeout} ends with the headers and would let a peer drip its body for ever. Redirects
 * are never followed and no proxy of the environment is used.
 */
@ApplicationScoped
public class PeerTransport {
  /** The largest answer that is read, bytes. */
  public static final int BODY_LIMIT = 16 << 20;

  static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);

  /**
   * With the handshake, for which a cold peer needs its time; the deadline of a call is shorter.
   */
  private static final Duration TLS_CONNECT_TIMEOUT = Duration.ofSeconds(3);

  private static final int LONGEST_CHAIN = 20;

  private final StallWatch watch;
  private final HttpClient client;

  /** For the container's proxy only. */
  protected PeerTransport() {
    watch = null;
    client = null;
  }

  /** A transport with connections of its own. */
  @Inject
  public PeerTransport(StallWatch watch, PeerSecurity security) {
    this.watch = watch;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT_TIMEOUT);
    security
        .tls()
        .ifPresent(
            tls ->
                builder
                    .sslContext(tls.context())
                    .sslParameters(PeerTls.parameters())
                    .connectTimeout(TLS_CONNECT_TIMEOUT));
    client = builder.build();
  }

  /**
   * Posts and waits for the whole answer, at most until the deadline of the call.
   *
   * @return the answer; {@code Dead} with UNUSABLE_ANSWER for a status other than 2xx and 4xx, a
   *     body over the limit, or something that is not HTTP; {@code Overloaded} if the deadline
   *     passed while this keeper stalled
   * @throws PeerUnreachable with CONNECT_REFUSED, TLS_FAILED, ROUND_TIMEOUT or DISCONNECTED
   */
  public PeerReply exchange(PeerCall call) throws PeerUnreachable {
    AtomicBoolean headArrived = new AtomicBoolean();
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(
            request(call),
            head -> {
              headArrived.set(true);
              return new LimitedBody(BODY_LIMIT);
            });
    try {
      long left = Math.max(0, call.deadlineAt() - System.nanoTime());
      return judge(exchange.get(left, TimeUnit.NANOSECONDS), call);
    } catch (TimeoutException late) {
      exchange.cancel(true);
      if (watch.stalledSince(call.startedAt())) {
        return new PeerReply.Overloaded();
      }
      throw new PeerUnreachable(CauseOfDeath.ROUND_TIMEOUT);
    } catch (InterruptedException stopped) {
      // The server stops, or the backstop @Timeout fired, whose own exception then replaces this.
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      return new PeerReply.Overloaded();
    } catch (ExecutionException failure) {
      return failed(rootOf(failure), headArrived.get(), call);
    }
  }

  private static HttpRequest request(PeerCall call) {
    return HttpRequest.newBuilder(call.address())
        .header("Content-Type", "application/json")
        .header("Accept", "application/json")
        .POST(BodyPublishers.ofByteArray(call.json()))
        .build();
  }

  private static PeerReply judge(HttpResponse<byte[]> response, PeerCall call) {
    int family = response.statusCode() / 100;
    return family == 2 || family == 4
        ? new PeerReply.Answered(response.statusCode(), response.body())
        : unusable(call);
  }

  private static PeerReply failed(Throwable failure, boolean headArrived, PeerCall call)
      throws PeerUnreachable {
    if (failure instanceof LimitedBody.TooLarge || failure instanceof ProtocolException) {
      return unusable(call);
    }
    if (isHandshake(failure)) {
      throw new PeerUnreachable(CauseOfDeath.TLS_FAILED);
    }
    if (failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException) {
      throw new PeerUnreachable(CauseOfDeath.CONNECT_REFUSED);
    }
    if (failure instanceof IOException) {
      throw headArrived
          ? new PeerUnreachable(CauseOfDeath.DISCONNECTED)
          : new PeerUnreachable.ConnectionLost();
    }
    throw new IllegalStateException("the HTTP client failed", failure);
  }

  /**
   * Whether the two keepers could not agree whom they talk to. In TLS 1.3 a refusal of this
   * keeper's own certificate arrives as an alert in place of the first answer.
   */
  private static boolean isHandshake(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(LONGEST_CHAIN)
        .anyMatch(cause -> cause instanceof SSLHandshakeException);
  }

  private static PeerReply unusable(PeerCall call) {
    long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - call.startedAt());
    return new PeerReply.Dead(CauseOfDeath.UNUSABLE_ANSWER, elapsed);
  }

  private static Throwable rootOf(ExecutionException failure) {
    Throwable cause = failure.getCause();
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
