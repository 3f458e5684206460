-- What acts without a person: walls, phones' trackers, other systems. Of a token only the SHA-256 is kept; a wall has none
-- until it has fetched it. A wall looks at an area with all below it, or at the whole district; a tracker is of one unit.
CREATE TABLE devices (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('wall', 'tracker', 'integration')),
  name text NOT NULL CHECK (name ~ '\S' AND length(name) <= 64),
  purpose text CHECK (purpose IN ('intake')),
  area_id integer,
  unit_id integer REFERENCES units,
  secret_hash bytea UNIQUE CHECK (length(secret_hash) = 32),
  made_at timestamptz NOT NULL,
  -- who, as their account was called then
  made_by text NOT NULL,
  used_at timestamptz,
  revoked_at timestamptz,
  revoked_by text,
  CONSTRAINT devices_of_something CHECK (
    (kind = 'tracker') = (unit_id IS NOT NULL) AND (kind = 'integration') = (purpose IS NOT NULL)
    AND (kind = 'wall' OR (area_id IS NULL AND secret_hash IS NOT NULL))
    AND (revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE INDEX devices_made ON devices (made_at, id);
CREATE INDEX devices_unit ON devices (unit_id) WHERE unit_id IS NOT NULL;

-- A wall that shows a code and waits for a desk to enter it. `secret_hash` is of what the wall asks by.
CREATE TABLE device_pairings (
  code_hash bytea PRIMARY KEY CHECK (length(code_hash) = 32),
  secret_hash bytea NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
  ends_at timestamptz NOT NULL,
  tries integer NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 5),
  device_id uuid REFERENCES devices ON DELETE CASCADE
);
CREATE INDEX device_pairings_ends ON device_pairings (ends_at);

-- When a desk entered codes that were none, of the last hour.
CREATE TABLE pairing_tries (
  account_id uuid PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
  at timestamptz[] NOT NULL CHECK (cardinality(at) <= 20)
);
