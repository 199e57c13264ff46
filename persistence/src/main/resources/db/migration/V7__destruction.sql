-- a generation that this keeper has signed never to use again
ALTER TABLE key_generation ADD COLUMN condemned_at BIGINT;

-- who a generation belongs to: what its certificate says, for questions about many keys
ALTER TABLE key_generation ADD COLUMN asset_owner VARCHAR(255);
CREATE INDEX generation_by_owner ON key_generation (asset_owner, key_id);

-- generations that are over: the proof, what the other holders signed to it, and whether one of them has not yet
CREATE SEQUENCE destruction_seq START WITH 50 INCREMENT BY 50;

CREATE TABLE destruction (
  id           BIGINT       NOT NULL PRIMARY KEY,
  key_id       VARCHAR(255) NOT NULL,
  generation   INTEGER      NOT NULL CHECK (generation > 0),
  proof        VARCHAR      NOT NULL,
  settled      BOOLEAN      NOT NULL,
  destroyed_at BIGINT       NOT NULL,
  CONSTRAINT one_destruction_per_generation UNIQUE (key_id, generation)
);
CREATE INDEX destruction_by_settled ON destruction (settled, id);

CREATE TABLE destruction_receipt (
  destruction_id BIGINT  NOT NULL REFERENCES destruction (id),
  keeper         INTEGER NOT NULL,
  receipt        VARCHAR NOT NULL,
  PRIMARY KEY (destruction_id, keeper)
);
