package org.tagma.tests.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request, byte for byte as the test wrote it, and what came back: client libraries refuse to
 * send what is tested here.
 *
 * @param status the HTTP status
 * @param headers the header fields by their names in lower case
 * @param body the body
 */
record RawExchange(int status, Map<String, String> headers, String body) {
  private static final int PATIENCE_MILLIS = 120_000;
  private static final byte[] CHUNK = new byte[64 << 10];

  /** A body that is written while the answer may come already. */
  interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Sends a head, which ends without the empty line, and a body. */
  static RawExchange send(URI server, String head, Body body) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write((head + "\r\nHost: keeper\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      body.writeTo(out);
      out.flush();
      return read(socket.getInputStream());
    }
  }

  /** So many zeros, whatever they stand for. */
  static Body zeros(long length) {
    return out -> {
      for (long left = length; left > 0; left -= CHUNK.length) {
        out.write(CHUNK, 0, (int) Math.min(left, CHUNK.length));
      }
    };
  }

  /** So many zeros in chunks. */
  static Body chunkedZeros(long length) {
    return out -> {
      for (long left = length; left > 0; left -= CHUNK.length) {
        int size = (int) Math.min(left, CHUNK.length);
        out.write((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(CHUNK, 0, size);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    };
  }

  /** The body as JSON. */
  JsonNode json() throws IOException {
    return new ObjectMapper().readTree(body);
  }

  private static RawExchange read(InputStream in) throws IOException {
    String statusLine = line(in);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new RawExchange(
        Integer.parseInt(statusLine.split(" ")[1]),
        headers,
        new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the keeper closed the connection after '" + line + "'");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).strip();
  }
}
