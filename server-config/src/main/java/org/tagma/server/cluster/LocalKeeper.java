package org.tagma.server.cluster;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Jcs;

/** One keeper of the local cluster: its directory, its addresses and its process. */
public final class LocalKeeper {
  private static final String READY_PATH = "/v1/keeper/system/ready";
  private static final String HEALTH_PATH = "/v1/keeper/system/health";
  private static final String QUORUM_PATH = "/health/ready";
  private static final int NO_CONTENT = 204;
  private static final int OK = 200;
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();

  /** What can be seen of a keeper from outside. */
  public enum State {
    /** It answers that it is ready: unsealed, and with a quorum in reach. */
    READY,
    /** Its process runs but does not say that it is ready. */
    NOT_READY,
    /** Its process is stopped. */
    PAUSED,
    /** It has no process. */
    DOWN
  }

  private final ClusterHome home;
  private final String name;
  private final KeeperPorts ports;

  LocalKeeper(ClusterHome home, String name, KeeperPorts ports) {
    this.home = home;
    this.name = name;
    this.ports = ports;
  }

  /** {@code keeper-N}. */
  public String name() {
    return name;
  }

  public KeeperPorts ports() {
    return ports;
  }

  /** Where clients reach it, without a slash at the end. */
  public URI clientAddress() {
    return URI.create("http://127.0.0.1:" + ports.client());
  }

  /** Where its peers reach it, without a slash at the end. */
  public URI peerAddress() {
    return home.peerAddress(ports);
  }

  /** {@code tagma.home}. */
  public Path directory() {
    return home.keeper(name);
  }

  /** What its process prints. */
  public Path log() {
    return directory().resolve("keeper.log");
  }

  Path settings() {
    return directory().resolve("keeper.properties");
  }

  private Path pidFile() {
    return directory().resolve("pid");
  }

  Optional<KeeperProcess> process() throws ClusterFailure {
    return KeeperProcess.recorded(pidFile(), directory())
        .or(() -> KeeperProcess.search(directory()));
  }

  /** The pid of its process, if it has one. */
  public Optional<Long> pid() throws ClusterFailure {
    return process().map(KeeperProcess::pid);
  }

  /** Starts its process unless there is one; returns without waiting for readiness. */
  public void start(Installation installation) throws ClusterFailure {
    if (process().isPresent()) {
      return;
    }
    List<String> command = KeeperCommand.of(installation, directory(), settings());
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory().toFile())
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      builder.environment().put("TAGMA_HOME", home.root().toString());
      Files.writeString(pidFile(), Long.toString(builder.start().pid()) + "\n");
    } catch (IOException e) {
      throw new ClusterFailure("cannot start " + name + ": " + e.getMessage(), e);
    }
  }

  /** SIGKILL; returns when the process is gone. */
  public void kill() throws ClusterFailure {
    Optional<KeeperProcess> process = process();
    if (process.isPresent()) {
      process.get().kill();
      if (!process.get().ended(Duration.ofSeconds(10))) {
        throw new ClusterFailure(name + " (process " + process.get().pid() + ") does not end");
      }
    }
  }

  /** SIGSTOP: it stays connected and says nothing. */
  public void pause() throws ClusterFailure {
    running().pause();
  }

  /** SIGCONT. */
  public void resume() throws ClusterFailure {
    running().resume();
  }

  private KeeperProcess running() throws ClusterFailure {
    return process().orElseThrow(() -> new ClusterFailure(name + " is not running"));
  }

  /** Makes it play a cheat from now on, if it runs the EAR of a lab. */
  public void cheat(String name) throws ClusterFailure {
    try {
      PrivateFiles.write(cheatFile(), name + "\n");
    } catch (IOException e) {
      throw new ClusterFailure("cannot write " + cheatFile(), e);
    }
  }

  /** Makes it honest again. */
  public void honest() throws ClusterFailure {
    try {
      Files.deleteIfExists(cheatFile());
    } catch (IOException e) {
      throw new ClusterFailure("cannot delete " + cheatFile(), e);
    }
  }

  private Path cheatFile() {
    return directory().resolve("cheat");
  }

  /** What can be seen of it now. */
  public State state() throws ClusterFailure {
    Optional<KeeperProcess> process = process();
    if (process.isEmpty()) {
      return State.DOWN;
    }
    if (process.get().paused()) {
      return State.PAUSED;
    }
    return answersReady() ? State.READY : State.NOT_READY;
  }

  /** Whether it says within a second that it is ready: unsealed, and with a quorum in reach. */
  public boolean answersReady() throws ClusterFailure {
    return get(READY_PATH).filter(answer -> answer.statusCode() == NO_CONTENT).isPresent();
  }

  /** Whether it answers within a second at all. */
  boolean answers() throws ClusterFailure {
    return get(HEALTH_PATH).filter(answer -> answer.statusCode() == NO_CONTENT).isPresent();
  }

  /** How many keepers it says that it reaches, itself included; 0 if it says nothing. */
  int reaches() throws ClusterFailure {
    Optional<byte[]> answer =
        get(QUORUM_PATH).filter(a -> a.statusCode() == OK).map(HttpResponse::body);
    try {
      return answer.isEmpty() ? 0 : Jcs.parse(answer.get()).at("/checks/0/data/reachable").asInt();
    } catch (DecodingException unreadable) {
      return 0;
    }
  }

  private Optional<HttpResponse<byte[]>> get(String path) throws ClusterFailure {
    HttpRequest request =
        HttpRequest.newBuilder(clientAddress().resolve(path))
            .timeout(Duration.ofSeconds(1))
            .build();
    try {
      return Optional.of(HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException notReachable) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterFailure("interrupted", e);
    }
  }

  /** The last line that the launcher or the server printed; empty if there is none. */
  String lastWords() {
    try (Stream<String> lines = Files.lines(log())) {
      return lines.filter(line -> !line.isBlank()).reduce("", (earlier, later) -> later);
    } catch (IOException e) {
      return "";
    }
  }
}
