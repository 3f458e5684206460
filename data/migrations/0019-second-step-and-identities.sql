-- A second step of signing in: a secret shared with a phone (RFC 6238), sealed by a key that is not in the database.
CREATE TABLE account_codes (
  account_id uuid PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
  sealed bytea NOT NULL CHECK (length(sealed) BETWEEN 40 AND 200),
  made_at timestamptz NOT NULL,
  -- it counts once a code of it was said
  confirmed_at timestamptz,
  -- the thirty seconds whose code was used last: none of then or before is taken again
  used_step bigint NOT NULL DEFAULT 0
);

-- Codes for whoever has lost the phone, each good once; 80 random bits, so a plain SHA-256 is enough.
CREATE TABLE recovery_codes (
  account_id uuid NOT NULL REFERENCES account_codes ON DELETE CASCADE,
  code_hash bytea NOT NULL CHECK (length(code_hash) = 32),
  PRIMARY KEY (account_id, code_hash)
);

-- Who has said the right password and is asked for a code.
CREATE TABLE sign_in_steps (
  secret_hash bytea PRIMARY KEY CHECK (length(secret_hash) = 32),
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  ends_at timestamptz NOT NULL
);
CREATE INDEX sign_in_steps_account ON sign_in_steps (account_id);

-- Who somebody is to a provider of OpenID Connect.
CREATE TABLE identities (
  issuer text NOT NULL CHECK (length(issuer) BETWEEN 1 AND 500),
  subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (issuer, subject),
  UNIQUE (account_id, issuer)
);

-- Who was sent to the provider and has not come back; `account_id` where it is to be linked to that account.
CREATE TABLE provider_tries (
  secret_hash bytea PRIMARY KEY CHECK (length(secret_hash) = 32),
  state text NOT NULL,
  nonce text NOT NULL,
  verifier text NOT NULL,
  next text NOT NULL CHECK (length(next) <= 2000),
  account_id uuid REFERENCES accounts ON DELETE CASCADE,
  ends_at timestamptz NOT NULL
);
CREATE INDEX provider_tries_ends ON provider_tries (ends_at);
