-- keepers barred for a proved lie, until an operator releases them; what became of each is in audit_record
CREATE TABLE quarantine (
  keeper      VARCHAR(32) NOT NULL PRIMARY KEY,
  evidence_id VARCHAR(64) NOT NULL REFERENCES evidence (evidence_id),
  rule        VARCHAR(64) NOT NULL,
  since       BIGINT      NOT NULL
);
