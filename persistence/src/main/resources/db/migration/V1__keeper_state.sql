-- A keeper's state. Runs unchanged on H2 and PostgreSQL. Times are epoch milliseconds;
-- hashes and session ids are base64url. Rows are never updated to hide something: what an
-- auditor needs is chained and signed in audit_record.

CREATE SEQUENCE key_generation_seq START WITH 50 INCREMENT BY 50;
CREATE SEQUENCE session_outbox_seq START WITH 50 INCREMENT BY 50;
CREATE SEQUENCE operation_attempt_seq START WITH 50 INCREMENT BY 50;

CREATE TABLE threshold_key (
  key_id     VARCHAR(255) NOT NULL PRIMARY KEY,
  curve      VARCHAR(16)  NOT NULL,
  key_usage  VARCHAR(16)  NOT NULL,
  created_at BIGINT       NOT NULL,
  updated_at BIGINT       NOT NULL
);

CREATE TABLE key_generation (
  id              BIGINT       NOT NULL PRIMARY KEY,
  key_id          VARCHAR(255) NOT NULL REFERENCES threshold_key (key_id),
  generation      INTEGER      NOT NULL CHECK (generation > 0),
  state           VARCHAR(16)  NOT NULL CHECK (state IN ('PENDING', 'ACTIVE', 'RETIRED', 'DESTROYED')),
  sid             VARCHAR(64)  NOT NULL,
  certificate     VARCHAR      NOT NULL,
  cert_hash       VARCHAR(64)  NOT NULL,
  encrypted_share BYTEA,
  created_at      BIGINT       NOT NULL,
  updated_at      BIGINT       NOT NULL,
  CONSTRAINT one_certificate_per_generation UNIQUE (key_id, generation)
);

CREATE TABLE protocol_session (
  sid          VARCHAR(64)  NOT NULL PRIMARY KEY,
  role         VARCHAR(16)  NOT NULL CHECK (role IN ('COORDINATOR', 'PARTICIPANT')),
  coordinator  VARCHAR(32)  NOT NULL,
  operation_id VARCHAR(64)  NOT NULL,
  attempt      INTEGER      NOT NULL,
  protocol     VARCHAR(32)  NOT NULL,
  key_id       VARCHAR(255),
  generation   INTEGER,
  not_after    BIGINT       NOT NULL,
  state        VARCHAR(16)  NOT NULL CHECK (state IN ('OPEN', 'CONSUMED', 'CLOSED')),
  preimage     BYTEA        NOT NULL
);
CREATE INDEX session_by_not_after ON protocol_session (not_after);

CREATE TABLE session_outbox (
  id           BIGINT      NOT NULL PRIMARY KEY,
  sid          VARCHAR(64) NOT NULL REFERENCES protocol_session (sid),
  round_number INTEGER     NOT NULL,
  inbox_hash   VARCHAR(64) NOT NULL,
  body         BYTEA       NOT NULL,
  CONSTRAINT one_outbox_per_round UNIQUE (sid, round_number)
);

CREATE TABLE operation_attempt (
  id              BIGINT      NOT NULL PRIMARY KEY,
  coordinator     VARCHAR(32) NOT NULL,
  operation_id    VARCHAR(64) NOT NULL,
  request_digest  VARCHAR(64) NOT NULL,
  highest_attempt INTEGER     NOT NULL,
  not_after       BIGINT      NOT NULL,
  CONSTRAINT one_request_per_operation UNIQUE (coordinator, operation_id)
);
CREATE INDEX attempt_by_not_after ON operation_attempt (not_after);

CREATE TABLE audit_record (
  sequence_number BIGINT       NOT NULL PRIMARY KEY,
  record_id       VARCHAR(64)  NOT NULL UNIQUE,
  event           VARCHAR(64)  NOT NULL,
  recorded_at     BIGINT       NOT NULL,
  utc_day         VARCHAR(10)  NOT NULL,
  subject         VARCHAR(255),
  operation_id    VARCHAR(255),
  sid             VARCHAR(255),
  key_id          VARCHAR(255),
  status_code     INTEGER,
  error           VARCHAR(255),
  canonical       VARCHAR      NOT NULL,
  hash            VARCHAR(64)  NOT NULL,
  previous_hash   VARCHAR(64)  NOT NULL,
  signature       VARCHAR(1024) NOT NULL
);
CREATE INDEX audit_by_operation ON audit_record (operation_id);
CREATE INDEX audit_by_key ON audit_record (key_id, sequence_number);
CREATE INDEX audit_by_time ON audit_record (recorded_at);

-- who is on a record's lists imposters, dead and refused
CREATE TABLE audit_naming (
  sequence_number BIGINT      NOT NULL REFERENCES audit_record (sequence_number),
  verdict         VARCHAR(16) NOT NULL,
  keeper          VARCHAR(32) NOT NULL,
  PRIMARY KEY (sequence_number, verdict, keeper)
);
CREATE INDEX audit_naming_by_keeper ON audit_naming (keeper, verdict, sequence_number);

CREATE TABLE audit_fault (
  sequence_number BIGINT      NOT NULL REFERENCES audit_record (sequence_number),
  ordinal         INTEGER     NOT NULL,
  keeper          VARCHAR(32) NOT NULL,
  verdict         VARCHAR(16) NOT NULL,
  rule            VARCHAR(64),
  cause           VARCHAR(32),
  reason          VARCHAR(32),
  round_number    INTEGER,
  attempt         INTEGER,
  evidence        VARCHAR(255),
  after_millis    BIGINT,
  claimed_by      VARCHAR(32),
  PRIMARY KEY (sequence_number, ordinal)
);

-- one row, locked while records are appended
CREATE TABLE audit_chain_head (
  id              INTEGER     NOT NULL PRIMARY KEY,
  sequence_number BIGINT      NOT NULL,
  hash            VARCHAR(64) NOT NULL
);
INSERT INTO audit_chain_head (id, sequence_number, hash)
VALUES (1, 0, 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');

CREATE TABLE evidence (
  evidence_id VARCHAR(64) NOT NULL PRIMARY KEY,
  rule        VARCHAR(64) NOT NULL,
  accused     VARCHAR(32) NOT NULL,
  accuser     VARCHAR(32) NOT NULL,
  sid         VARCHAR(64),
  bundle      TEXT        NOT NULL,
  created_at  BIGINT      NOT NULL
);
CREATE INDEX evidence_by_accused ON evidence (accused, created_at);

CREATE TABLE identity_key (
  thumbprint VARCHAR(64) NOT NULL PRIMARY KEY,
  keeper     VARCHAR(32) NOT NULL,
  jwk        VARCHAR     NOT NULL,
  statement  VARCHAR,
  since      BIGINT      NOT NULL
);
CREATE INDEX identity_key_by_keeper ON identity_key (keeper, since);

-- requests under an Idempotency-Key; without a status one is being done
CREATE TABLE idempotent_request (
  scope          VARCHAR(64)  NOT NULL PRIMARY KEY,
  request_digest VARCHAR(64)  NOT NULL,
  process        VARCHAR(64)  NOT NULL,
  forget_after   BIGINT       NOT NULL,
  status         INTEGER,
  media_type     VARCHAR(255),
  body           BYTEA
);
CREATE INDEX idempotent_request_by_end ON idempotent_request (forget_after);

-- one row: the process that may use this database
CREATE TABLE keeper_lease (
  id         INTEGER NOT NULL PRIMARY KEY,
  holder     VARCHAR(255),
  held_until BIGINT  NOT NULL
);
INSERT INTO keeper_lease (id, holder, held_until) VALUES (1, NULL, 0);
