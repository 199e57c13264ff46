package org.tagma.tests.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.server.cluster.Installation;
import org.tagma.server.cluster.LocalCluster;
import org.tagma.server.cluster.LocalKeeper;

/** One keeper of a {@link LocalClusterUnderTest}: a client of it, and power over its process. */
public final class KeeperUnderTest {
  /** The token that may do everything. */
  public static final String TOKEN = "tagma-local";

  /** How long a test waits for what a keeper does. */
  static final Duration PATIENCE = Duration.ofSeconds(150);

  private static final Duration SEEN_WITHIN = Duration.ofSeconds(90);
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final LocalCluster cluster;
  private final LocalKeeper keeper;
  private final Installation installation;

  KeeperUnderTest(LocalCluster cluster, LocalKeeper keeper, Installation installation) {
    this.cluster = cluster;
    this.keeper = keeper;
    this.installation = installation;
  }

  /** {@code keeper-N}. */
  public String name() {
    return keeper.name();
  }

  /** Where clients reach it. */
  public URI clientAddress() {
    return keeper.clientAddress();
  }

  /** Where its peers reach it. */
  public URI peerAddress() {
    return keeper.peerAddress();
  }

  /** GET of a path below {@code /v1/keeper}, such as {@code /control/system}. */
  public Answer get(String path) {
    return send(client(path).GET().build());
  }

  /** POST of JSON to a path below {@code /v1/keeper}. */
  public Answer post(String path, String json) {
    return send(client(path).POST(BodyPublishers.ofString(json)).build());
  }

  /**
   * A request below {@code /v1/keeper} with the token that may do everything, to be changed at
   * will.
   */
  public HttpRequest.Builder client(String path) {
    return HttpRequest.newBuilder(keeper.clientAddress().resolve("/v1/keeper" + path))
        .timeout(PATIENCE)
        .header("X-DEV-TOKEN", TOKEN)
        .header("Content-Type", "application/json");
  }

  /** Sends any request. */
  public Answer send(HttpRequest request) {
    try {
      return Answer.of(HTTP.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(name() + " did not answer " + request, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** DELETE with a body of a path below {@code /v1/keeper}. */
  public Answer delete(String path, String json) {
    return send(client(path).method("DELETE", BodyPublishers.ofString(json)).build());
  }

  /** Tells it to lie; only a keeper of a lab does. */
  public void cheat(String name) throws ClusterFailure {
    keeper.cheat(name);
  }

  /** Tells it to be honest. */
  public void honest() throws ClusterFailure {
    keeper.honest();
  }

  /** SIGKILL; returns when the process is gone. */
  public void kill() throws ClusterFailure {
    keeper.kill();
  }

  /** SIGSTOP. */
  public void pause() throws ClusterFailure {
    keeper.pause();
  }

  /** SIGCONT. */
  public void resume() throws ClusterFailure {
    keeper.resume();
  }

  /** Starts it unless it runs, and waits until it is ready. */
  public void start() throws ClusterFailure {
    cluster.start(List.of(keeper), installation);
    cluster.awaitReady(List.of(keeper), LocalClusterUnderTest.START_PATIENCE);
  }

  /** Starts it unless it runs, and waits until it answers at all: a sealed one is never ready. */
  public void startUnready() throws ClusterFailure {
    cluster.start(List.of(keeper), installation);
    Eventually.value(PATIENCE, this::answers, Boolean.TRUE::equals);
  }

  private boolean answers() {
    try {
      return get("/system/status").status() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** Its directory: identity, seal key, database. */
  public Path directory() {
    return keeper.directory();
  }

  /** What can be seen of it from outside. */
  public LocalKeeper.State state() throws ClusterFailure {
    return keeper.state();
  }

  /** What it printed so far. */
  public String log() {
    try {
      return Files.readString(keeper.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The state in which this keeper sees another one now. */
  public String seen(KeeperUnderTest other) {
    return get("/control/system").json().path("peers").path(other.name()).asText();
  }

  /** Waits until this keeper sees another one in a state, such as {@code UNAVAILABLE}. */
  public void awaitSeeing(KeeperUnderTest other, String state) {
    String expected = name() + " sees " + other.name() + " as " + state;
    Eventually.value(
        SEEN_WITHIN,
        () -> name() + " sees " + other.name() + " as " + seen(other),
        expected::equals);
  }
}
