package org.tagma.web.request;

import java.util.Arrays;
import java.util.List;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;

/** The bodies of what is done to the seal (spec/api.md, System and control). */
public final class SealRequests {
  /** How many shares a seal may have. */
  public static final int MOST_SHARES = 16;

  private SealRequests() {}

  /**
   * The body of {@code POST /system/init}.
   *
   * @param peerId the keeper that is meant
   * @param threshold how many shares open the seal, from 1
   * @param total how many there are, from {@code threshold} to {@link #MOST_SHARES}
   */
  public record Initialise(String peerId, int threshold, int total) {}

  /**
   * The body of {@code POST /system/unseal}.
   *
   * @param shares may be empty with {@code reset}; to be erased
   * @param reset whether to forget first the shares that are in
   */
  public record Unseal(List<byte[]> shares, boolean reset) {
    public Unseal {
      shares = List.copyOf(shares);
    }

    /** Erases the shares. */
    public void erase() {
      shares.forEach(share -> Arrays.fill(share, (byte) 0));
    }

    @Override
    public String toString() {
      return "Unseal[" + shares.size() + " shares, redacted, reset=" + reset + "]";
    }
  }

  /** Reads the body of {@code POST /system/init}. */
  public static Initialise initialise(RequestReader request) throws OperationFailed {
    request.only("peerId", "threshold", "total");
    String peerId = request.text("peerId");
    int threshold = request.integer("threshold", 1, MOST_SHARES, ErrorType.INVALID_THRESHOLD);
    int total = request.integer("total", threshold, MOST_SHARES, ErrorType.INVALID_TOTAL);
    return new Initialise(peerId, threshold, total);
  }

  /**
   * Reads the body of {@code POST /system/unseal}. The JSON reader makes a String of each share,
   * which can't be erased; nothing keeps it beyond the request.
   */
  public static Unseal unseal(RequestReader request) throws OperationFailed {
    request.only("payload64", "payloads64", "reset");
    boolean reset = request.flag("reset");
    boolean one = request.has("payload64");
    boolean many = request.has("payloads64");
    if (one && many) {
      throw RequestReader.invalid(
          "only one of the fields 'payload64' and 'payloads64' may be given");
    }
    if (many) {
      return new Unseal(request.base64List("payloads64", MOST_SHARES), reset);
    }
    if (one || !reset) {
      return new Unseal(List.of(request.base64("payload64")), reset);
    }
    return new Unseal(List.of(), true);
  }
}
