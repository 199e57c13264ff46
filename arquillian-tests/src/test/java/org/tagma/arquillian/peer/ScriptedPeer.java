package org.tagma.arquillian.peer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.tagma.protocols.peer.PeerCall;

/** A peer on a raw socket that does with each connection what the test says. */
final class ScriptedPeer implements AutoCloseable {
  /** What happens to a connection after its request. */
  interface Script {
    void serve(int connection, Socket socket) throws IOException, InterruptedException;
  }

  /** The plain good answer. */
  static final Script ANSWERS =
      (connection, socket) ->
          socket
              .getOutputStream()
              .write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
                      .getBytes(StandardCharsets.US_ASCII));

  private final ServerSocket server;
  private final AtomicInteger connections = new AtomicInteger();

  ScriptedPeer(Script script) throws IOException {
    server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    daemon(
        () -> {
          while (true) {
            Socket socket = server.accept();
            int connection = connections.incrementAndGet();
            daemon(() -> serve(script, connection, socket));
          }
        });
  }

  int connections() {
    return connections.get();
  }

  /** A call to this peer with a deadline far behind every {@code @Timeout}. */
  PeerCall call() {
    long now = System.nanoTime();
    URI address = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/peer/v1/probe");
    long end = now + TimeUnit.MINUTES.toNanos(5);
    return new PeerCall(address, "{}".getBytes(StandardCharsets.US_ASCII), now, end);
  }

  private static void serve(Script script, int connection, Socket socket)
      throws IOException, InterruptedException {
    try (socket) {
      readRequest(socket.getInputStream());
      script.serve(connection, socket);
    }
  }

  /** Reads the head and the two bytes of the body. */
  private static void readRequest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the caller went away");
      }
      head.append((char) next);
    }
    if (in.readNBytes(2).length < 2) {
      throw new IOException("the caller went away");
    }
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException | InterruptedException over) {
                // the connection, or the test, is over
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
