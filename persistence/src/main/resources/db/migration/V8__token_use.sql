-- tokens for one request, and the operation that each was used for
CREATE TABLE token_use (
  token        VARCHAR(64)  NOT NULL PRIMARY KEY,
  coordinator  VARCHAR(64)  NOT NULL,
  operation_id VARCHAR(255) NOT NULL,
  expires_at   BIGINT       NOT NULL
);
CREATE INDEX token_use_by_end ON token_use (expires_at);
