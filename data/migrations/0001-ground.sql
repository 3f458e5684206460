-- The ground: one district, its areas by edition, what stands in them, who walks them, what happens, and the order in which facts became true.
-- Every table lies in the schema jingwei; SRID 4490 is CGCS2000. Words in CHECKs are those of data/<noun>; a test compares them.

-- One row: the district and its settings.
CREATE TABLE district (
  id boolean PRIMARY KEY DEFAULT true CHECK (id),
  code text NOT NULL DEFAULT '',
  name text NOT NULL,
  name_en text,
  time_zone text NOT NULL DEFAULT 'Asia/Shanghai',
  attribution text NOT NULL DEFAULT ''
);

-- Present only in a database made from the sample: the simulator needs it, import refuses it.
CREATE TABLE sample_mark (
  id boolean PRIMARY KEY DEFAULT true CHECK (id),
  size text NOT NULL CHECK (size IN ('street', 'district', 'city')),
  seed integer NOT NULL,
  end_date date NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now()
);

-- Up to eight ordered levels; 1 is the district.
CREATE TABLE levels (
  rank smallint PRIMARY KEY CHECK (rank BETWEEN 1 AND 8),
  key text NOT NULL UNIQUE CHECK (key ~ '^[a-z][a-z-]{0,31}$'),
  name_zh text NOT NULL,
  name_en text NOT NULL
);

-- ── people ────────────────────────────────────────────────────────────────
CREATE TABLE organisations (
  id integer PRIMARY KEY,
  parent_id integer REFERENCES organisations,
  name text NOT NULL,
  name_en text,
  kind text NOT NULL CHECK (kind IN ('department', 'company', 'station')),
  source text NOT NULL DEFAULT '', source_key text NOT NULL,
  UNIQUE (source, source_key)
);

CREATE TABLE people (
  id integer PRIMARY KEY,
  name text NOT NULL,
  phone text,
  source text NOT NULL DEFAULT '', source_key text NOT NULL,
  UNIQUE (source, source_key)
);

-- ── features ──────────────────────────────────────────────────────────────
CREATE TABLE features (
  id integer PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('road', 'rail', 'water', 'green', 'built', 'wall', 'gate')),
  class text NOT NULL,
  name text,
  name_en text,
  geom geometry(Geometry, 4490) NOT NULL CHECK (NOT ST_IsEmpty(geom)),
  source text NOT NULL DEFAULT '', source_key text NOT NULL,
  UNIQUE (source, source_key),
  CHECK (kind NOT IN ('water', 'green', 'built') OR ST_Dimension(geom) = 1 OR ST_IsValid(geom))
);
CREATE INDEX features_geom ON features USING gist (geom);
CREATE INDEX features_name ON features USING gin (name public.gin_trgm_ops);

-- A ring among the features, with its wall and gates, that buildings name.
CREATE TABLE compounds (
  id integer PRIMARY KEY,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  geom geometry(Polygon, 4490) NOT NULL CHECK (ST_IsValid(geom)),
  source text NOT NULL DEFAULT '', source_key text NOT NULL,
  UNIQUE (source, source_key)
);
CREATE INDEX compounds_geom ON compounds USING gist (geom);

-- ── areas ─────────────────────────────────────────────────────────────────
CREATE TABLE editions (
  id integer PRIMARY KEY CHECK (id >= 1),
  valid_from timestamptz NOT NULL UNIQUE,
  name text NOT NULL DEFAULT ''
);

-- One row is one version of an area: valid from an edition up to, not including, another.
CREATE TABLE areas (
  version_id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  id integer NOT NULL,
  from_edition integer NOT NULL REFERENCES editions,
  to_edition integer REFERENCES editions CHECK (to_edition > from_edition),
  code text NOT NULL CHECK (code <> ''),
  parent_id integer,
  level smallint NOT NULL REFERENCES levels (rank),
  kind text NOT NULL DEFAULT 'comprehensive' CHECK (kind IN ('comprehensive', 'dedicated')),
  name text NOT NULL,
  name_en text,
  -- the area's own count, where no building carries one; otherwise null and the sum of its buildings holds
  own_households integer CHECK (own_households >= 0),
  own_residents integer CHECK (own_residents >= 0),
  own_counted_on date,
  geom geometry(MultiPolygon, 4490) NOT NULL CHECK (ST_IsValid(geom) AND NOT ST_IsEmpty(geom)),
  source text NOT NULL DEFAULT '', source_key text NOT NULL,
  UNIQUE (id, from_edition),
  CHECK ((level = 1) = (parent_id IS NULL))
);
CREATE UNIQUE INDEX areas_in_force ON areas (id) WHERE to_edition IS NULL;
CREATE UNIQUE INDEX areas_code_in_force ON areas (code) WHERE to_edition IS NULL;
CREATE UNIQUE INDEX areas_source_in_force ON areas (source, source_key) WHERE to_edition IS NULL;
CREATE INDEX areas_geom ON areas USING gist (geom);
CREATE INDEX areas_parent ON areas (parent_id);

-- Where a retired area's ground, households and people went.
CREATE TABLE lineage (
  edition_id integer NOT NULL REFERENCES editions,
  from_area_id integer NOT NULL,
  to_area_id integer NOT NULL,
  share_area double precision NOT NULL CHECK (share_area BETWEEN 0 AND 1),
  share_households double precision NOT NULL CHECK (share_households BETWEEN 0 AND 1),
  share_residents double precision NOT NULL CHECK (share_residents BETWEEN 0 AND 1),
  PRIMARY KEY (edition_id, from_area_id, to_area_id)
);

-- A named set of areas (geom null) or an overlapping shape from outside.
CREATE TABLE precincts (
  id integer PRIMARY KEY,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  geom geometry(MultiPolygon, 4490),
  source text NOT NULL DEFAULT '', source_key text NOT NULL,
  UNIQUE (source, source_key)
);
CREATE TABLE precinct_areas (
  precinct_id integer NOT NULL REFERENCES precincts ON DELETE CASCADE,
  area_id integer NOT NULL,
  PRIMARY KEY (precinct_id, area_id)
);

-- ── buildings ─────────────────────────────────────────────────────────────
CREATE TABLE buildings (
  id integer PRIMARY KEY,
  code text NOT NULL UNIQUE,
  name text,
  address text,
  compound_id integer REFERENCES compounds,
  use text NOT NULL CHECK (use IN ('residential', 'commercial', 'industrial', 'public', 'other')),
  floors smallint CHECK (floors BETWEEN 0 AND 200),
  height_m real CHECK (height_m BETWEEN 0 AND 1000),
  households integer CHECK (households >= 0),
  residents integer CHECK (residents >= 0),
  -- the cell that holds it, and the edition that said so; null when outside every area
  area_id integer,
  edition_id integer REFERENCES editions,
  geom geometry(MultiPolygon, 4490) NOT NULL CHECK (NOT ST_IsEmpty(geom)),
  source text NOT NULL DEFAULT '', source_key text NOT NULL,
  UNIQUE (source, source_key),
  CHECK ((area_id IS NULL) = (edition_id IS NULL))
);
CREATE INDEX buildings_geom ON buildings USING gist (geom);
CREATE INDEX buildings_area ON buildings (area_id);
CREATE INDEX buildings_compound ON buildings (compound_id);

CREATE TABLE entrances (
  building_id integer NOT NULL REFERENCES buildings ON DELETE CASCADE,
  no smallint NOT NULL CHECK (no >= 1),
  label text NOT NULL,
  geom geometry(Point, 4490) NOT NULL,
  PRIMARY KEY (building_id, no)
);

-- A role × an area, organisation, building or compound × a period.
CREATE TABLE posts (
  id integer PRIMARY KEY,
  person_id integer NOT NULL REFERENCES people,
  role text NOT NULL CHECK (role IN ('worker', 'leader', 'assistant', 'captain', 'mediator', 'volunteer', 'police', 'squad')),
  area_id integer,
  organisation_id integer REFERENCES organisations,
  building_id integer REFERENCES buildings,
  from_at timestamptz NOT NULL,
  to_at timestamptz CHECK (to_at > from_at)
);
CREATE INDEX posts_person ON posts (person_id);
CREATE INDEX posts_area ON posts (area_id);
CREATE INDEX posts_building ON posts (building_id);

-- ── sites ─────────────────────────────────────────────────────────────────
CREATE TABLE sites (
  id integer PRIMARY KEY,
  code text NOT NULL UNIQUE,
  kind text NOT NULL CHECK (kind IN ('camera', 'station', 'management-point')),
  class text NOT NULL,
  name text NOT NULL,
  geom geometry(Point, 4490) NOT NULL,
  azimuth_deg real CHECK (azimuth_deg >= 0 AND azimuth_deg < 360),
  state text CHECK (state IN ('online', 'offline', 'unreachable')),
  state_at timestamptz,
  owner_id integer REFERENCES people,
  area_id integer,
  edition_id integer REFERENCES editions,
  source text NOT NULL DEFAULT '', source_key text NOT NULL,
  UNIQUE (source, source_key),
  CHECK ((area_id IS NULL) = (edition_id IS NULL)),
  CHECK ((kind = 'camera') = (state IS NOT NULL)),
  CHECK ((state IS NULL) = (state_at IS NULL)),
  CHECK (kind = 'camera' OR azimuth_deg IS NULL)
);
CREATE INDEX sites_geom ON sites USING gist (geom);
CREATE INDEX sites_area ON sites (area_id);

-- ── units ─────────────────────────────────────────────────────────────────
CREATE TABLE units (
  id integer PRIMARY KEY,
  code text NOT NULL UNIQUE,
  kind text NOT NULL CHECK (kind IN ('worker', 'leader', 'volunteer', 'squad')),
  name text NOT NULL,
  person_id integer REFERENCES people,
  -- the area it is responsible for, any level
  home_area_id integer,
  on_duty boolean NOT NULL DEFAULT false,
  source text NOT NULL DEFAULT '', source_key text NOT NULL,
  UNIQUE (source, source_key)
);
CREATE INDEX units_home ON units (home_area_id);

-- One position report. Coordinates are lattice integers of 1e-7 degrees. reason null: it moved the dot.
CREATE TABLE fixes (
  unit_id integer NOT NULL,
  measured_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  lng_e7 integer NOT NULL CHECK (lng_e7 BETWEEN -1800000000 AND 1800000000),
  lat_e7 integer NOT NULL CHECK (lat_e7 BETWEEN -900000000 AND 900000000),
  accuracy_m real,
  speed_mps real,
  heading_deg real,
  reason text CHECK (reason IN ('late', 'void', 'inaccurate', 'too-fast', 'in-future', 'off-duty')),
  PRIMARY KEY (unit_id, measured_at)
) PARTITION BY RANGE (measured_at);

-- ── incidents ─────────────────────────────────────────────────────────────
CREATE TABLE categories (
  key text PRIMARY KEY CHECK (key <> ''),
  name_zh text NOT NULL,
  name_en text NOT NULL,
  severity smallint NOT NULL CHECK (severity BETWEEN 1 AND 4)
);

CREATE TABLE incidents (
  id uuid PRIMARY KEY,
  no text NOT NULL UNIQUE,
  category text NOT NULL REFERENCES categories,
  severity smallint NOT NULL CHECK (severity BETWEEN 1 AND 4),
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
  description text NOT NULL DEFAULT '' CHECK (length(description) <= 4000),
  address text,
  geom geometry(Point, 4490),
  area_id integer,
  edition_id integer REFERENCES editions,
  origin text NOT NULL CHECK (origin IN ('patrol', 'resident', 'hotline', 'camera', 'iot', 'superior', 'import')),
  reported_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
  revision integer NOT NULL DEFAULT 1 CHECK (revision >= 1),
  closed_at timestamptz,
  source text NOT NULL DEFAULT '', source_key text NOT NULL,
  UNIQUE (source, source_key),
  CHECK ((area_id IS NULL) = (edition_id IS NULL)),
  CHECK ((state = 'closed') = (closed_at IS NOT NULL))
);
CREATE INDEX incidents_open ON incidents (severity, reported_at) WHERE state = 'open';
CREATE INDEX incidents_reported ON incidents (reported_at);
CREATE INDEX incidents_closed ON incidents (closed_at) WHERE state = 'closed';
CREATE INDEX incidents_area ON incidents (area_id);
CREATE INDEX incidents_geom ON incidents USING gist (geom);

-- The line each step leaves in an incident's log; append-only.
CREATE TABLE entries (
  incident_id uuid NOT NULL REFERENCES incidents,
  revision integer NOT NULL CHECK (revision >= 1),
  step text NOT NULL CHECK (step IN ('report', 'close')),
  at timestamptz NOT NULL,
  actor text NOT NULL DEFAULT '',
  note text NOT NULL DEFAULT '' CHECK (length(note) <= 4000),
  PRIMARY KEY (incident_id, revision)
);

-- Incidents whose point lies in several precincts have several rows, in none no row.
CREATE TABLE incident_precincts (
  incident_id uuid NOT NULL REFERENCES incidents,
  precinct_id integer NOT NULL REFERENCES precincts,
  PRIMARY KEY (incident_id, precinct_id)
);

-- ── the order of facts ────────────────────────────────────────────────────
-- One row: the stream's epoch, the number of its last change, the key of its cursors, and the version of each packed noun.
CREATE TABLE stream (
  id boolean PRIMARY KEY DEFAULT true CHECK (id),
  epoch uuid NOT NULL,
  last_no bigint NOT NULL DEFAULT 0,
  cursor_key bytea NOT NULL
);

CREATE TABLE changes (
  no bigint PRIMARY KEY,
  at timestamptz NOT NULL,
  noun text NOT NULL,
  kind text NOT NULL,
  payload jsonb NOT NULL
);

-- Numbers in order of commit: the row lock on stream is held until the transaction ends,
-- so call it last. The notice wakes the publishers after commit.
CREATE FUNCTION append_change(at timestamptz, noun text, kind text, payload jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = jingwei, public, pg_temp AS $$
DECLARE n bigint;
BEGIN
  UPDATE stream SET last_no = last_no + 1 RETURNING last_no INTO n;
  INSERT INTO changes (no, at, noun, kind, payload) VALUES (n, at, noun, kind, payload);
  PERFORM pg_notify('jingwei_change', n::text);
  RETURN n;
END $$;

-- Bumped with each bulk change of a noun; the address and the tag of its packed bytes.
CREATE TABLE versions (
  noun text PRIMARY KEY CHECK (noun IN ('areas', 'features', 'buildings', 'sites', 'units')),
  version integer NOT NULL DEFAULT 0
);
INSERT INTO versions (noun) VALUES ('areas'), ('features'), ('buildings'), ('sites'), ('units');

-- ── imports and dates ─────────────────────────────────────────────────────
CREATE TABLE import_runs (
  id uuid PRIMARY KEY,
  source text NOT NULL,
  digest text NOT NULL,
  started_at timestamptz NOT NULL,
  finished_at timestamptz NOT NULL,
  dry boolean NOT NULL,
  report jsonb NOT NULL
);

-- The date of what never reports; shown instead of an age.
CREATE TABLE data_dates (
  noun text PRIMARY KEY,
  as_of date NOT NULL
);

-- ── days of fixes: made and dropped by the owner's functions, so that the server's role owns nothing ──
CREATE FUNCTION ensure_fix_days(first date, last date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = jingwei, public, pg_temp AS $$
DECLARE d date := first;
BEGIN
  IF last - first > 400 THEN RAISE EXCEPTION 'at most 400 days of fixes at once'; END IF;
  WHILE d <= last LOOP
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF fixes FOR VALUES FROM (%L) TO (%L)',
      'fixes_' || to_char(d, 'YYYYMMDD'), d::text || ' 00:00:00+00', (d + 1)::text || ' 00:00:00+00');
    d := d + 1;
  END LOOP;
END $$;

CREATE FUNCTION drop_fix_days(before date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = jingwei, public, pg_temp AS $$
DECLARE t record; n integer := 0;
BEGIN
  FOR t IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'jingwei.fixes'::regclass AND c.relname < 'fixes_' || to_char(before, 'YYYYMMDD')
  LOOP
    EXECUTE format('DROP TABLE %I', t.relname);
    n := n + 1;
  END LOOP;
  RETURN n;
END $$;
