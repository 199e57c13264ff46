package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;

/** Whoever asks goes away in the middle of a request; {@link LogsIT} reads what was logged. */
@Order(3)
class LostClientIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  @Test
  void aBodyThatBreaksOffHarmsNobody() throws ClusterFailure, IOException {
    CLUSTER.running(1, 2, 3);
    KeeperUnderTest keeper = CLUSTER.keeper(1);

    for (int count = 0; count < 5; count++) {
      breakOff(keeper.clientAddress(), "/v1/keeper/sign", true);
      breakOff(keeper.peerAddress(), "/peer/v1/probe", true);
      breakOff(keeper.clientAddress(), "/v1/keeper/sign", false);
      breakOff(keeper.peerAddress(), "/peer/v1/probe", false);
    }

    assertEquals(204, keeper.get("/system/ready").status());
    for (KeeperUnderTest peer : List.of(CLUSTER.keeper(2), CLUSTER.keeper(3))) {
      assertEquals("READY", keeper.seen(peer));
      assertEquals("READY", peer.seen(keeper));
    }
  }

  /** Promises 1000 bytes, sends 10, and closes the connection, with a reset or in good order. */
  private static void breakOff(URI address, String path, boolean reset) throws IOException {
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nX-DEV-TOKEN: "
            + KeeperUnderTest.TOKEN
            + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n0123456789";
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      if (reset) {
        socket.setSoLinger(true, 0);
      }
    }
  }
}
