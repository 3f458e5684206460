-- Plans: drafts on an edition, kept edit by edit.
CREATE TABLE plans (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (name ~ '\S' AND length(name) <= 200),
  edition_id integer NOT NULL REFERENCES editions,
  status text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'published', 'withdrawn')),
  valid_from timestamptz,
  actor text NOT NULL DEFAULT '',
  made_at timestamptz NOT NULL,
  revision integer NOT NULL DEFAULT 1 CHECK (revision >= 1),
  -- the first so many of its edits are made, those after them are taken back
  position integer NOT NULL DEFAULT 0 CHECK (position >= 0),
  edit_count integer NOT NULL DEFAULT 0 CHECK (edit_count <= 20000),
  CHECK (position <= edit_count),
  CHECK (status <> 'draft' OR valid_from IS NULL),
  CHECK (status <> 'published' OR valid_from IS NOT NULL)
);
CREATE INDEX plans_made ON plans (made_at, id);

-- `act` is what was asked for, `edit` what it came to: the value that makes the edit and takes it back. Neither is asked within.
CREATE TABLE plan_edits (
  plan_id uuid NOT NULL REFERENCES plans,
  seq integer NOT NULL CHECK (seq >= 1),
  id uuid NOT NULL,
  act json NOT NULL,
  edit json NOT NULL,
  actor text NOT NULL DEFAULT '',
  made_at timestamptz NOT NULL,
  PRIMARY KEY (plan_id, seq),
  UNIQUE (plan_id, id)
);
