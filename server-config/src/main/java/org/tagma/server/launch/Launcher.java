package org.tagma.server.launch;

import fish.payara.micro.PayaraMicro;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.tagma.server.archive.FlattenedArchive;

/**
 * Runs one keeper in this JVM: {@code Launcher EAR SETTINGS}, where SETTINGS is a properties file
 * (see {@link KeeperSettings}). What the caller can put right is said in one line on standard
 * error, with exit code 1.
 */
public final class Launcher {
  private static final String HEALTH_PATH = "/v1/keeper/system/health";
  private static final int HEALTHY = 204;
  private static final Duration HEALTH_PATIENCE = Duration.ofSeconds(30);

  private Launcher() {}

  public static void main(String[] arguments) {
    if (arguments.length != 2) {
      System.err.println("tagma: usage: Launcher EAR SETTINGS");
      System.exit(2);
    }
    try {
      launch(Path.of(arguments[0]), KeeperSettings.load(Path.of(arguments[1])));
    } catch (StartFailure failure) {
      System.err.println("tagma: " + failure.getMessage());
      System.exit(1);
    }
  }

  private static void launch(Path ear, KeeperSettings settings) throws StartFailure {
    checkPorts(settings);
    FlattenedArchive archive = flatten(ear, settings);
    ServerDirectory directory = ServerDirectory.create(settings, archive);
    if (settings.tls().isPresent()) {
      settings.tls().get().giveToServer();
    }
    PayaraMicro.main(directory.arguments(settings, archive.contextRoot()).toArray(String[]::new));
    checkServing(ear, settings);
    guardRequestTargets();
    // through the server's log, whose format is configured
    System.getLogger(Launcher.class.getName())
        .log(
            System.Logger.Level.INFO,
            "%s is up: clients http://%s:%d, peers %s://%s:%d"
                .formatted(
                    settings.peerId(),
                    settings.address(),
                    settings.clientPort(),
                    settings.tls().isPresent() ? "https" : "http",
                    settings.address(),
                    settings.peerPort()));
  }

  /**
   * Refuses ports that something else holds: the server itself would go on without the listener.
   */
  static void checkPorts(KeeperSettings settings) throws StartFailure {
    for (int port : new int[] {settings.clientPort(), settings.peerPort()}) {
      if (!Ports.free(settings.address(), port)) {
        throw new StartFailure(
            "port "
                + port
                + " of "
                + settings.address()
                + " is in use; "
                + settings.peerId()
                + " needs it");
      }
    }
  }

  static FlattenedArchive flatten(Path ear, KeeperSettings settings) throws StartFailure {
    if (!Files.isReadable(ear)) {
      throw new StartFailure("there is no EAR at " + ear);
    }
    try {
      return FlattenedArchive.of(ear, settings.archives());
    } catch (IOException e) {
      throw new StartFailure(
          "cannot flatten " + ear + " into " + settings.archives() + ": " + e.getMessage(), e);
    }
  }

  /** Without it the keeper serves as well, but some malformed requests get no readable answer. */
  private static void guardRequestTargets() {
    try {
      RequestTargets.guard(PayaraMicro.getInstance().getRuntime().getClass().getClassLoader());
    } catch (ReflectiveOperationException unknownServer) {
      System.err.println(
          "tagma: malformed request targets are left to the server, which is not the one that"
              + " this was made for: "
              + unknownServer);
    }
  }

  /** The server itself goes on without the application, and without a listener. */
  private static void checkServing(Path ear, KeeperSettings settings) throws StartFailure {
    try {
      if (!PayaraMicro.getInstance().getRuntime().getDeployedApplicationNames().contains("tagma")) {
        throw new StartFailure(
            "the server does not deploy " + ear + "; the reason stands in the log above");
      }
    } catch (IllegalStateException notRunning) {
      throw new StartFailure(
          "the server does not start; the reason stands in the log above", notRunning);
    }
    for (int port : new int[] {settings.clientPort(), settings.peerPort()}) {
      if (Ports.free(settings.address(), port)) {
        throw new StartFailure(
            "the server does not listen on port " + port + "; the reason stands in the log above");
      }
    }
    if (!answers(settings)) {
      throw new StartFailure("the keeper does not start; the reason stands in the log above");
    }
  }

  /** Whether the application itself is there: the server counts one as deployed that is not. */
  private static boolean answers(KeeperSettings settings) throws StartFailure {
    URI health =
        URI.create("http://" + settings.address() + ":" + settings.clientPort() + HEALTH_PATH);
    HttpRequest request = HttpRequest.newBuilder(health).timeout(HEALTH_PATIENCE).build();
    try {
      return HttpClient.newHttpClient()
              .send(request, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == HEALTHY;
    } catch (IOException unreachable) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted while the keeper started");
    }
  }
}
