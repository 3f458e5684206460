-- Who did what: appended, never changed. Each row's hash is over the row and the hash of the one before it.
CREATE TABLE audit (
  no bigint PRIMARY KEY CHECK (no >= 1),
  at timestamptz NOT NULL,
  -- who: as they were called then; of an account that is no more it stays
  account_id uuid,
  account_name text CHECK (length(account_name) <= 64),
  person_id integer,
  address text NOT NULL CHECK (length(address) <= 64),
  act text NOT NULL CHECK (act ~ '^[a-z-]{1,40}$'),
  noun text NOT NULL CHECK (noun ~ '^[a-z-]{1,40}$'),
  thing text NOT NULL CHECK (length(thing) <= 100),
  -- what is not personal, as JSON, letter by letter as it was hashed
  said text NOT NULL CHECK (length(said) <= 10000),
  hash bytea NOT NULL CHECK (length(hash) = 32)
);
CREATE INDEX audit_account ON audit (account_id, no);
CREATE INDEX audit_act ON audit (act, no);
CREATE INDEX audit_thing ON audit (noun, thing, no);
