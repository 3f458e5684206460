-- Publishing: an edition waits from when it is published until it comes into force. Waiting, it is nobody's border yet: its rows
-- are there, and whoever asks what is in force does not see them.
ALTER TABLE editions
  ADD COLUMN waits boolean NOT NULL DEFAULT false,
  -- the edition that it was drawn on, and the plan that it comes from; null where it came from an import
  ADD COLUMN follows integer REFERENCES editions,
  ADD COLUMN plan_id uuid REFERENCES plans;
-- one at a time
CREATE UNIQUE INDEX editions_waiting ON editions (waits) WHERE waits;

-- What a plan says of an area beside its name: who is to lead it, whose it is, its own band, and that its land is to stay.
ALTER TABLE areas
  ADD COLUMN leader_id integer REFERENCES people,
  ADD COLUMN owner_id integer REFERENCES organisations,
  ADD COLUMN band jsonb,
  ADD COLUMN locked boolean NOT NULL DEFAULT false;

-- The crosswalk of an edition: also what goes from and to areas that stay.
ALTER TABLE lineage
  ADD COLUMN households double precision NOT NULL DEFAULT 0 CHECK (households >= 0),
  ADD COLUMN residents double precision NOT NULL DEFAULT 0 CHECK (residents >= 0);

-- The one answer to which edition is in force: no clock is asked, for it comes into force when it is brought.
CREATE FUNCTION edition_in_force() RETURNS integer
LANGUAGE sql STABLE SET search_path = jingwei, public, pg_temp AS $$
  SELECT e.id FROM editions e WHERE NOT e.waits ORDER BY e.valid_from DESC LIMIT 1
$$;

-- Take away an edition that waits, as if it had never been published. One that has come into force stays for ever.
CREATE FUNCTION withdraw_edition(edition integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = jingwei, public, pg_temp AS $$
BEGIN
  PERFORM FROM editions e WHERE e.id = edition AND e.waits FOR UPDATE;
  IF NOT FOUND THEN
    RAISE 'edition % does not wait', edition;
  END IF;
  DELETE FROM lineage l WHERE l.edition_id = edition;
  DELETE FROM areas a WHERE a.from_edition = edition;
  UPDATE areas SET to_edition = NULL WHERE to_edition = edition;
  DELETE FROM editions e WHERE e.id = edition;
END $$;

-- Store a new incident under the next number of its day, its first entry, its precincts and its change; nulls where the id
-- is there already. `placed_by`: the edition whose borders it was placed by, null for none.
-- Throws JW001 where another edition is in force: also where it came into force after the time of the report, for it has moved
-- what was open to its own borders, and this is not there yet.
CREATE OR REPLACE FUNCTION report_incident(incident jsonb, entry jsonb, placed_by integer, fallback_zone text,
  OUT no bigint, OUT epoch uuid, OUT stored jsonb)
LANGUAGE plpgsql SET search_path = jingwei, public, pg_temp AS $$
DECLARE
  reported timestamptz := incident ->> 'reportedAt';
  place geometry := CASE WHEN jsonb_typeof(incident -> 'at') = 'array'
    THEN ST_SetSRID(ST_MakePoint((incident #>> '{at,0}')::float8, (incident #>> '{at,1}')::float8), 4490) END;
  zone text;
  day text;
  last integer;
  incident_no text;
  change record;
  in_force integer;
  has_precincts boolean;
BEGIN
  -- The lock of next_incident_no, in a statement of its own: what follows sees what the one before has committed.
  SELECT coalesce((SELECT d.time_zone FROM district d), fallback_zone) INTO zone
  FROM pg_advisory_xact_lock(hashtext('jingwei incident numbers'));
  day := to_char(reported AT TIME ZONE zone, 'YYMMDD');
  SELECT substr(i.no, 7)::integer INTO last FROM incidents i
  WHERE i.no BETWEEN day || '00000' AND day || '99999' AND i.no ~ '^[0-9]{11}$' ORDER BY i.no DESC LIMIT 1;
  incident_no := CASE WHEN last < 99999 THEN day || lpad((last + 1)::text, 5, '0') ELSE next_incident_no(reported, zone) END;
  INSERT INTO incidents (id, no, category, severity, title, description, address, geom, area_id, edition_id, origin, reported_at, state, revision, source_key)
  VALUES ((incident ->> 'id')::uuid, incident_no, incident ->> 'category', (incident ->> 'severity')::smallint,
    incident ->> 'title', incident ->> 'description', incident ->> 'address', place,
    (incident ->> 'areaId')::integer, (incident ->> 'editionId')::integer, incident ->> 'origin', reported,
    incident ->> 'state', (incident ->> 'revision')::integer, incident ->> 'id')
  ON CONFLICT (id) DO NOTHING;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  INSERT INTO entries (incident_id, revision, step, at, actor, note)
  VALUES ((incident ->> 'id')::uuid, (entry ->> 'revision')::integer, entry ->> 'step', (entry ->> 'at')::timestamptz, entry ->> 'actor', entry ->> 'note');
  change := append_incident_change(reported, 'reported',
    jsonb_build_object('noun', 'incidents', 'kind', 'reported', 'at', incident -> 'reportedAt', 'incident', incident || jsonb_build_object('no', incident_no)),
    NULL, zone);
  -- The row of `stream` is locked from here to the end: who brought other borders or precincts has committed, and is seen, or
  -- comes after this.
  SELECT (SELECT e.id FROM editions e WHERE NOT e.waits ORDER BY e.valid_from DESC LIMIT 1), EXISTS (SELECT FROM precincts)
  INTO in_force, has_precincts;
  IF in_force IS DISTINCT FROM placed_by THEN
    RAISE 'placed by edition %, and % is in force', placed_by, in_force USING ERRCODE = 'JW001';
  END IF;
  IF has_precincts THEN
    INSERT INTO incident_precincts (incident_id, precinct_id)
    SELECT (incident ->> 'id')::uuid, p.id FROM precincts p WHERE ST_Covers(p.geom, place);
  END IF;
  no := change.no;
  epoch := change.epoch;
  stored := change.stored;
END $$;
