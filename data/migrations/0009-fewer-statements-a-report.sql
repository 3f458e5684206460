-- What a report takes in the database, and everybody else meanwhile waits for: mostly the change before one of an incident is
-- of an incident, too, and is found by its number alone; the zone is read with the lock, the number next to it; and one row
-- is answered, not a set that is kept in between. A statement of a function costs more than what it does here.

DROP FUNCTION append_incident_change(timestamptz, text, jsonb, jsonb, text);

-- As append_change, for a change of an incident; `payload` lacks only the figures. `before`: the incident as it was, null
-- where it is new. The row of `stream` is locked first, so the change before is committed and none comes between. Whoever
-- calls it tells of it after commit.
CREATE FUNCTION append_incident_change(at timestamptz, kind text, payload jsonb, before jsonb, zone text,
  OUT no bigint, OUT epoch uuid, OUT stored jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = jingwei, public, pg_temp AS $$
DECLARE
  begins timestamptz := date_trunc('day', at AT TIME ZONE zone) AT TIME ZONE zone;
  ends timestamptz := (date_trunc('day', at AT TIME ZONE zone) + interval '1 day') AT TIME ZONE zone;
  after jsonb := payload -> 'incident';
  before_no bigint;
  last_no bigint;
  figures jsonb;
BEGIN
  UPDATE stream s SET last_no = s.last_no + 1 RETURNING s.last_no, s.last_no - 1, s.epoch INTO no, before_no, epoch;
  SELECT c.payload -> 'figures' INTO figures FROM changes c
  WHERE c.no = before_no AND c.noun = 'incidents' AND c.at >= begins AND c.at < ends;
  IF figures IS NULL THEN
    last_no := greatest(
      (SELECT max(c.no) FROM changes c WHERE c.noun = 'incidents' AND c.kind = 'reported'),
      (SELECT max(c.no) FROM changes c WHERE c.noun = 'incidents' AND c.kind = 'stepped'));
    SELECT c.payload -> 'figures' INTO figures FROM changes c
    WHERE c.no = last_no AND c.at >= begins AND c.at < ends
      AND NOT EXISTS (SELECT FROM changes d WHERE d.noun = 'district' AND d.no > last_no);
  END IF;
  IF figures IS NULL THEN
    SELECT f.figures INTO figures FROM count_figures(at, zone) f;
  ELSE
    figures := jsonb_build_object(
      'open', (figures ->> 'open')::bigint + (after ->> 'state' = 'open')::int - coalesce((before ->> 'state' = 'open')::int, 0),
      'openGrave', (figures ->> 'openGrave')::bigint
        + (after ->> 'state' = 'open' AND (after ->> 'severity')::int <= 2)::int
        - coalesce((before ->> 'state' = 'open' AND (before ->> 'severity')::int <= 2)::int, 0),
      'newToday', (figures ->> 'newToday')::bigint
        + CASE WHEN before IS NULL AND (after ->> 'reportedAt')::timestamptz >= begins AND (after ->> 'reportedAt')::timestamptz < ends THEN 1 ELSE 0 END,
      'closedToday', (figures ->> 'closedToday')::bigint
        + CASE WHEN (after ->> 'closedAt')::timestamptz >= begins AND (after ->> 'closedAt')::timestamptz < ends THEN 1 ELSE 0 END
        - CASE WHEN (before ->> 'closedAt')::timestamptz >= begins AND (before ->> 'closedAt')::timestamptz < ends THEN 1 ELSE 0 END);
  END IF;
  stored := payload || jsonb_build_object('figures', figures);
  INSERT INTO changes (no, at, noun, kind, payload) VALUES (no, at, 'incidents', kind, stored);
END $$;

DROP FUNCTION report_incident(jsonb, jsonb, integer, text);

-- Store a new incident under the next number of its day, its first entry, its precincts and its change; nulls where the id
-- is there already. `placed_by`: the edition whose borders it was placed by, null for none.
-- Throws JW001 where another edition is in force at the time of the report.
CREATE FUNCTION report_incident(incident jsonb, entry jsonb, placed_by integer, fallback_zone text,
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
  SELECT (SELECT e.id FROM editions e WHERE e.valid_from <= reported ORDER BY e.valid_from DESC LIMIT 1), EXISTS (SELECT FROM precincts)
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
