-- the moduli of threshold ECDSA: the next ones of this keeper, which no epoch has yet
CREATE TABLE made_moduli (
  parameter_set     VARCHAR(16) NOT NULL PRIMARY KEY,
  encrypted_secrets BYTEA       NOT NULL,
  made_at           BIGINT      NOT NULL
);

-- and the epochs that this keeper has certified; the secrets of its part are erased when another one is active
CREATE TABLE aux_epoch (
  epoch             INTEGER     NOT NULL PRIMARY KEY CHECK (epoch > 0),
  parameter_set     VARCHAR(16) NOT NULL,
  state             VARCHAR(16) NOT NULL CHECK (state IN ('PENDING', 'ACTIVE', 'RETIRED')),
  bundle_hash       VARCHAR(64) NOT NULL,
  certificate       VARCHAR     NOT NULL,
  encrypted_secrets BYTEA,
  created_at        BIGINT      NOT NULL,
  updated_at        BIGINT      NOT NULL
);
