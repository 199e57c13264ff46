package org.tagma.persistence.sessions;

import java.util.Objects;

/**
 * What this keeper answered in a round: computed once, repeated byte for byte.
 *
 * @param sid the session
 * @param round from 1
 * @param inboxHash identifies the inbox that it answers
 * @param body the answer
 */
public record Outbox(String sid, int round, String inboxHash, String body) {
  public Outbox {
    Objects.requireNonNull(sid);
    Objects.requireNonNull(inboxHash);
    Objects.requireNonNull(body);
  }
}
