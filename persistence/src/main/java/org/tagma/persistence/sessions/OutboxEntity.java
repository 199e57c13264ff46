package org.tagma.persistence.sessions;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;

/** The one answer of a session's round. */
@Entity(name = "Outbox")
@Table(name = "session_outbox")
class OutboxEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "session_outbox_seq")
  @SequenceGenerator(name = "session_outbox_seq", sequenceName = "session_outbox_seq")
  @Column(name = "id")
  long id;

  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  @JoinColumn(name = "sid")
  SessionEntity session;

  @Column(name = "round_number")
  int round;

  @Column(name = "inbox_hash")
  String inboxHash;

  @Column(name = "body")
  byte[] body; // text in UTF-8: H2 copies bytes, but writes text character by character

  protected OutboxEntity() {}

  OutboxEntity(SessionEntity session, Outbox source) {
    this.session = session;
    round = source.round();
    inboxHash = source.inboxHash();
    body = source.body().getBytes(StandardCharsets.UTF_8);
  }

  Outbox outbox() {
    return new Outbox(session.sid, round, inboxHash, new String(body, StandardCharsets.UTF_8));
  }
}
