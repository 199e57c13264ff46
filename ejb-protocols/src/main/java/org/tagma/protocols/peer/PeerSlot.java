package org.tagma.protocols.peer;

import jakarta.inject.Inject;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;

/**
 * The fault tolerance of the link to one peer. Breaker state is kept per bean class and method, so
 * each peer has an empty subclass of its own, and each deadline class a method of its own.
 *
 * <p>The transport keeps the deadline, because only it can tell a silent peer from a stall of our
 * own; {@code @Timeout} is the backstop behind it, twice the default deadline: it fires only when
 * this keeper was too late to keep the deadline, so it opens no circuit, and neither does a full
 * bulkhead. Refusals and unusable answers return normally.
 */
@CircuitBreaker(
    failOn = PeerUnreachable.class,
    skipOn = BulkheadException.class,
    requestVolumeThreshold = PeerSlot.REQUEST_VOLUME,
    delay = PeerSlot.OPEN_MILLIS)
@Retry(maxRetries = 1, delay = 0, jitter = 0, retryOn = PeerUnreachable.ConnectionLost.class)
public abstract class PeerSlot {
  public static final int PROBE_BACKSTOP = 2_000;
  public static final int NOTICE_BACKSTOP = 2_000;
  public static final int FROST_BACKSTOP = 3_000;
  public static final int DKG_BACKSTOP = 10_000;
  public static final int GG20_BACKSTOP = 20_000;
  public static final int AUX_BACKSTOP = 120_000;

  static final int REQUEST_VOLUME = 4;
  static final long OPEN_MILLIS = 2_000;

  @Inject PeerTransport transport;

  @Timeout(PROBE_BACKSTOP)
  @Bulkhead(4)
  public PeerReply probe(PeerCall call) throws PeerUnreachable {
    return transport.exchange(call);
  }

  @Timeout(NOTICE_BACKSTOP)
  @Bulkhead(64)
  public PeerReply notice(PeerCall call) throws PeerUnreachable {
    return transport.exchange(call);
  }

  @Timeout(FROST_BACKSTOP)
  @Bulkhead(64)
  public PeerReply frost(PeerCall call) throws PeerUnreachable {
    return transport.exchange(call);
  }

  @Timeout(DKG_BACKSTOP)
  @Bulkhead(32)
  public PeerReply dkg(PeerCall call) throws PeerUnreachable {
    return transport.exchange(call);
  }

  @Timeout(GG20_BACKSTOP)
  @Bulkhead(32)
  public PeerReply gg20(PeerCall call) throws PeerUnreachable {
    return transport.exchange(call);
  }

  @Timeout(AUX_BACKSTOP)
  @Bulkhead(4)
  public PeerReply aux(PeerCall call) throws PeerUnreachable {
    return transport.exchange(call);
  }
}
