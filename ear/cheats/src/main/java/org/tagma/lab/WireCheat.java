package org.tagma.lab;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What a peer hears on the wire in place of, or before, an answer to a round. */
enum WireCheat {
  /** Nothing at all. */
  SILENCE(1) {
    @Override
    void answer(HttpServletResponse response, BooleanSupplier stillCheating) throws IOException {
      waitWhile(stillCheating);
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  },
  /** Its part of the first round, and nothing after it has seen those of the others. */
  WITHHOLDING(2) {
    @Override
    void answer(HttpServletResponse response, BooleanSupplier stillCheating) throws IOException {
      SILENCE.answer(response, stillCheating);
    }
  },
  /** Nothing for a second, which is less than any peer waits, and then the answer. */
  SLOW(1) {
    @Override
    boolean isAnsweredAfterwards() {
      return true;
    }

    @Override
    void answer(HttpServletResponse response, BooleanSupplier stillCheating) throws IOException {
      for (int i = 0; i < PAUSES_OF_THE_SLOW && stillCheating.getAsBoolean(); i++) {
        pause();
      }
    }
  },
  /** A byte now and then. */
  DRIP(1) {
    @Override
    void answer(HttpServletResponse response, BooleanSupplier stillCheating) throws IOException {
      ServletOutputStream out = json(response, FLOOD_BYTES);
      for (int i = 0; i < PATIENCE && stillCheating.getAsBoolean(); i++) {
        out.write(' '); // fails once the peer has left
        out.flush();
        pause();
      }
    }
  },
  /** A connection that ends in the middle of the answer. */
  RESET(1) {
    @Override
    void answer(HttpServletResponse response, BooleanSupplier stillCheating) throws IOException {
      response.setHeader("Connection", "close");
      ServletOutputStream out = json(response, FLOOD_BYTES);
      out.write('{');
      out.flush();
    }
  },
  /** Bytes that are no JSON. */
  GARBAGE(1) {
    @Override
    void answer(HttpServletResponse response, BooleanSupplier stillCheating) throws IOException {
      byte[] garbage = "}{ \u0007".getBytes(StandardCharsets.UTF_8);
      json(response, garbage.length).write(garbage);
    }
  },
  /** A failure of the server. */
  STATUS_500(1) {
    @Override
    void answer(HttpServletResponse response, BooleanSupplier stillCheating) {
      response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    }
  },
  /** More than any answer may be long. */
  FLOOD(1) {
    @Override
    void answer(HttpServletResponse response, BooleanSupplier stillCheating) throws IOException {
      ServletOutputStream out = json(response, FLOOD_BYTES);
      byte[] blanks = new byte[1 << 16];
      for (int written = 0; written < FLOOD_BYTES; written += blanks.length) {
        out.write(blanks);
      }
    }
  };

  private static final int FLOOD_BYTES = 20 << 20;
  private static final int PATIENCE = 100;
  private static final int PAUSES_OF_THE_SLOW = 5;
  private static final long PAUSE_MILLIS = 200;

  private final int firstRound;

  WireCheat(int firstRound) {
    this.firstRound = firstRound;
  }

  String id() {
    return "TRANSPORT." + name();
  }

  /** Whether it spoils the answer to this round. */
  boolean spoils(int round) {
    return round >= firstRound;
  }

  /** Whether the keeper answers as it would have, only later. */
  boolean isAnsweredAfterwards() {
    return false;
  }

  /** Answers in place of the keeper. */
  abstract void answer(HttpServletResponse response, BooleanSupplier stillCheating)
      throws IOException;

  private static ServletOutputStream json(HttpServletResponse response, int length)
      throws IOException {
    response.setContentType("application/json");
    response.setContentLength(length);
    return response.getOutputStream();
  }

  private static void waitWhile(BooleanSupplier stillCheating) throws IOException {
    for (int i = 0; i < PATIENCE && stillCheating.getAsBoolean(); i++) {
      pause();
    }
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the server stops", e);
    }
  }
}
