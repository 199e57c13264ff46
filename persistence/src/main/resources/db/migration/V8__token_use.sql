-- what keepers say that they use tokens for one request for, in the order in which this one heard it
CREATE SEQUENCE token_use_seq START WITH 50 INCREMENT BY 50;

CREATE TABLE token_use (
  id           BIGINT       NOT NULL PRIMARY KEY,
  token        VARCHAR(64)  NOT NULL,
  coordinator  VARCHAR(32)  NOT NULL,
  operation_id VARCHAR(255) NOT NULL,
  proof        VARCHAR(64)  NOT NULL,
  seen         BOOLEAN      NOT NULL, -- whether this keeper has seen the token, and so checked the proof
  expires_at   BIGINT       NOT NULL,
  CONSTRAINT one_use_per_keeper UNIQUE (token, coordinator)
);
CREATE INDEX token_use_by_end ON token_use (expires_at);
