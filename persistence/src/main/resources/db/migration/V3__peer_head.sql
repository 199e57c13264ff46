-- how far each other keeper's audit was when it last said so, in its own signature
CREATE TABLE peer_head (
  keeper          INTEGER       NOT NULL PRIMARY KEY,
  sequence_number BIGINT        NOT NULL,
  statement       VARCHAR(4096) NOT NULL
);
