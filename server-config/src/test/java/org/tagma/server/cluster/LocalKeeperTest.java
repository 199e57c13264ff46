package org.tagma.server.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the keeper's own answers say of it. */
class LocalKeeperTest {
  @TempDir private Path directory;

  private HttpServer server;
  private LocalKeeper keeper;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    int port = server.getAddress().getPort();
    keeper = new LocalKeeper(new ClusterHome(directory), "keeper-1", new KeeperPorts(port, port));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answers(String path, int status, String body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private static String health(String status, int reachable) {
    return """
        {"status":"%1$s","checks":[{"name":"keeper","status":"%1$s",
         "data":{"reachable":%2$d,"needed":2,"total":3}}]}"""
        .formatted(status, reachable);
  }

  @Test
  void aReadyKeeperSaysHowManyItReaches() throws ClusterFailure {
    answers("/health/ready", 200, health("UP", 3));
    assertEquals(3, keeper.reaches());
  }

  @Test
  void aKeeperThatIsNotReadyReachesNobody() throws ClusterFailure {
    answers("/health/ready", 503, health("DOWN", 1));
    assertEquals(0, keeper.reaches());
  }

  @Test
  void anAnswerThatSaysNothingCountsAsNone() throws ClusterFailure {
    answers("/health/ready", 200, "<html>");
    assertEquals(0, keeper.reaches());
  }

  @Test
  void aKeeperMayAnswerBeforeItIsReady() throws ClusterFailure {
    answers("/v1/keeper/system/health", 204, "");
    answers("/v1/keeper/system/ready", 503, "{}");
    assertTrue(keeper.answers());
    assertFalse(keeper.answersReady());
  }
}
