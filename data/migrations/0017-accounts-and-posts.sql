-- What somebody may be: the roles of desks, too. Some are held for the whole district, also where there is none yet.
ALTER TABLE posts
  DROP CONSTRAINT posts_role_check,
  DROP CONSTRAINT posts_of_something,
  ADD CONSTRAINT posts_role_check CHECK (role IN (
    'worker', 'leader', 'assistant', 'captain', 'mediator', 'volunteer', 'police', 'squad', 'patrol-lead', 'station-leader',
    'handler', 'community-officer', 'street-officer', 'duty-leader', 'duty-officer', 'operator', 'supervisor', 'planner',
    'publisher', 'auditor', 'administrator')),
  ADD CONSTRAINT posts_of_something CHECK (num_nonnulls(area_id, organisation_id, building_id) >= 1 OR role IN (
    'duty-leader', 'duty-officer', 'operator', 'supervisor', 'planner', 'publisher', 'auditor', 'administrator')),
  -- somebody who holds it, too, for a time of its own
  ADD COLUMN substitute_id integer REFERENCES people,
  ADD COLUMN substitute_from_at timestamptz,
  ADD COLUMN substitute_to_at timestamptz,
  ADD CONSTRAINT posts_substitute_check CHECK (
    (substitute_id IS NULL) = (substitute_from_at IS NULL)
    AND (substitute_to_at IS NULL OR (substitute_from_at IS NOT NULL AND substitute_to_at > substitute_from_at))
    AND substitute_id IS DISTINCT FROM person_id);
CREATE INDEX posts_substitute ON posts (substitute_id) WHERE substitute_id IS NOT NULL;

-- Who may sign in. `name_key` is the name as it is compared; a hash says its own parameters.
CREATE TABLE accounts (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (name ~ '\S' AND length(name) <= 64),
  name_key text NOT NULL UNIQUE,
  person_id integer NOT NULL UNIQUE REFERENCES people,
  password_hash text CHECK (password_hash LIKE '$argon2id$%'),
  -- of a sample district, for whoever tries it out on the machine itself
  demo boolean NOT NULL DEFAULT false,
  disabled_at timestamptz,
  made_at timestamptz NOT NULL
);

-- Of a session's secret only the SHA-256 is kept: who reads this table can sign in as nobody.
CREATE TABLE sessions (
  secret_hash bytea PRIMARY KEY CHECK (length(secret_hash) = 32),
  id uuid NOT NULL UNIQUE,
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  made_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  address text NOT NULL CHECK (length(address) <= 64),
  agent text NOT NULL CHECK (length(agent) <= 300)
);
CREATE INDEX sessions_account ON sessions (account_id);
CREATE INDEX sessions_seen ON sessions (seen_at);

-- Sign-ins that failed, by the SHA-256 of the name that was said, whether there is such a name or not.
CREATE TABLE sign_in_failures (
  name_hash bytea PRIMARY KEY CHECK (length(name_hash) = 32),
  count integer NOT NULL CHECK (count >= 1),
  last_at timestamptz NOT NULL
);
CREATE INDEX sign_in_failures_last ON sign_in_failures (last_at);

-- Links that are used once: to make the first administrator, or to set a password anew.
CREATE TABLE account_links (
  secret_hash bytea PRIMARY KEY CHECK (length(secret_hash) = 32),
  purpose text NOT NULL CHECK (purpose IN ('administrator', 'password')),
  account_id uuid REFERENCES accounts ON DELETE CASCADE,
  made_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL CHECK (ends_at > made_at),
  CHECK ((purpose = 'password') = (account_id IS NOT NULL))
);

-- The tree of areas with those that are no more, each where it hung last; an edition that waits is nobody's yet.
CREATE FUNCTION area_parents() RETURNS TABLE (area_id integer, parent_id integer)
LANGUAGE sql STABLE SET search_path = jingwei, public, pg_temp AS $$
  SELECT DISTINCT ON (a.id) a.id, a.parent_id FROM areas a JOIN editions e ON e.id = a.from_edition
  WHERE NOT e.waits ORDER BY a.id, e.valid_from DESC
$$;

-- Areas with all below them.
CREATE FUNCTION areas_within(roots integer[]) RETURNS SETOF integer
LANGUAGE sql STABLE SET search_path = jingwei, public, pg_temp AS $$
  WITH RECURSIVE tree AS MATERIALIZED (SELECT * FROM area_parents()),
  within (id) AS (
    SELECT unnest(roots) UNION SELECT t.area_id FROM within w JOIN tree t ON t.parent_id = w.id
  )
  SELECT id FROM within
$$;

-- Organisations with all below them.
CREATE FUNCTION organisations_within(roots integer[]) RETURNS SETOF integer
LANGUAGE sql STABLE SET search_path = jingwei, public, pg_temp AS $$
  WITH RECURSIVE within (id) AS (
    SELECT unnest(roots) UNION SELECT o.id FROM within w JOIN organisations o ON o.parent_id = w.id
  )
  SELECT id FROM within
$$;
