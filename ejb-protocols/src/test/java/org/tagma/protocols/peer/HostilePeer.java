package org.tagma.protocols.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A peer that answers over raw sockets, in whatever way the test wants. */
final class HostilePeer implements AutoCloseable {
  /** What the peer does with a connection once a request has arrived on it. */
  interface Behaviour {
    void answer(Connection connection) throws IOException;
  }

  private final ServerSocket server;
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch closedByCaller = new CountDownLatch(1);

  HostilePeer(Behaviour behaviour) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(() -> accept(behaviour));
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/peer/v1/probe");
  }

  int connections() {
    return connections.get();
  }

  /** Released when the caller has closed a connection. */
  CountDownLatch closedByCaller() {
    return closedByCaller;
  }

  private void accept(Behaviour behaviour) {
    try {
      while (true) {
        Socket socket = server.accept();
        connections.incrementAndGet();
        daemon(() -> serve(socket, behaviour));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serve(Socket socket, Behaviour behaviour) {
    try (socket) {
      Connection connection = new Connection(socket);
      while (connection.readRequest()) {
        behaviour.answer(connection);
      }
      closedByCaller.countDown();
    } catch (IOException broken) {
      closedByCaller.countDown();
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** One connection of a caller. */
  static final class Connection {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Connection(Socket socket) throws IOException {
      this.socket = socket;
      in = socket.getInputStream();
      out = socket.getOutputStream();
    }

    /** Reads head and body of a request; false at the end of the connection. */
    boolean readRequest() throws IOException {
      socket.setSoTimeout(0);
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return false;
        }
        head.append((char) next);
      }
      String length = head.toString().replaceAll("(?is).*content-length: (\\d+).*", "$1");
      return in.readNBytes(Integer.parseInt(length)).length == Integer.parseInt(length);
    }

    void send(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    void send(byte[] bytes) throws IOException {
      out.write(bytes);
    }

    void ok(String body) throws IOException {
      send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** Sends the same bytes every 20 ms until the caller closes the connection. */
    void drip(String bytes) throws IOException {
      socket.setSoTimeout(20);
      while (true) {
        send(bytes);
        try {
          if (in.read() < 0) {
            throw new IOException("the caller closed the connection");
          }
        } catch (SocketTimeoutException pause) {
          // go on dripping
        }
      }
    }

    /** Says nothing until the caller closes the connection. */
    void hang() throws IOException {
      if (in.read() < 0) {
        throw new IOException("the caller closed the connection");
      }
    }

    /** Ends the connection properly. */
    void finish() throws IOException {
      socket.close();
    }

    /** Ends the connection by a reset. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }
}
