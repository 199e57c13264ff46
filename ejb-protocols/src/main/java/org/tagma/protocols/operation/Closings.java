package org.tagma.protocols.operation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.tagma.protocols.peer.KeeperThreads;
import org.tagma.protocols.peer.PeerLinks;
import org.tagma.protocols.session.HostedSessions;
import org.tagma.threshold.transcript.Bytes;

/**
 * Delivers CLOSE messages after the answer, again and again for 60 s (DESIGN section 4, "Closing").
 */
@ApplicationScoped
public class Closings {
  private static final Logger LOG = System.getLogger(Closings.class.getName());
  private static final long RETRIED_MILLIS = 60_000;
  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 8_000;

  @Inject PeerLinks links;
  @Inject HostedSessions sessions;
  @Inject KeeperThreads executor;
  @Resource ManagedScheduledExecutorService scheduler;

  /** Closes this keeper's own part. */
  void closeOwn(Bytes sid, String message) {
    executor.execute(
        () -> {
          try {
            sessions.host().close(sid, message);
          } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a session could not be closed: {0}", e.getMessage());
          }
        });
  }

  /**
   * Sends a CLOSE to a peer until it is answered, or 60 s have passed, or the session is over. A
   * peer that knows no such session (404) has answered: sending it again would change nothing.
   */
  void send(int keeper, String path, String message, long notAfter) {
    byte[] body =
        JsonNodeFactory.instance
            .objectNode()
            .put("close", message)
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    long until = Math.min(System.currentTimeMillis() + RETRIED_MILLIS, notAfter);
    attempt(keeper, path, body, until, FIRST_PAUSE_MILLIS);
  }

  private void attempt(int keeper, String path, byte[] body, long until, long pause) {
    links
        .notice(keeper, path, body)
        .thenAccept(
            reply -> {
              boolean delivered = reply.<Boolean>fold(answered -> true, dead -> false, () -> false);
              if (!delivered && System.currentTimeMillis() + pause < until) {
                long next = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
                Runnable retry = () -> attempt(keeper, path, body, until, next);
                ScheduledFuture<?> unused = scheduler.schedule(retry, pause, TimeUnit.MILLISECONDS);
              }
            });
  }
}
