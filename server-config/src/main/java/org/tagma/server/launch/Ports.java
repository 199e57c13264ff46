package org.tagma.server.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** TCP ports of this machine. */
public final class Ports {
  private Ports() {}

  /** Whether a listener could be opened now on this address and port. */
  public static boolean free(String address, int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(address))) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
