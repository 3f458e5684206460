-- A report is placed by the borders that a server holds in memory. Between the commit of others and its hearing of them it
-- placed by the old ones: it now says which edition it placed by, and is refused where another is in force, to place anew.
-- And an incident that is reported has its precincts from the beginning, as one that is imported.

CREATE INDEX precincts_geom ON precincts USING gist (geom);

DROP FUNCTION report_incident(jsonb, jsonb, text);

-- Store a new incident under the next number of its day, its first entry, its precincts and its change; no row where the id
-- is there already. `placed_by`: the edition whose borders it was placed by, null for none.
-- Throws JW001 where another edition is in force at the time of the report.
CREATE FUNCTION report_incident(incident jsonb, entry jsonb, placed_by integer, fallback_zone text)
RETURNS TABLE (no bigint, epoch uuid, stored jsonb)
LANGUAGE plpgsql SET search_path = jingwei, public, pg_temp AS $$
DECLARE
  zone text := coalesce((SELECT d.time_zone FROM district d), fallback_zone);
  reported timestamptz := incident ->> 'reportedAt';
  incident_no text := next_incident_no(reported, zone);
  place geometry := CASE WHEN jsonb_typeof(incident -> 'at') = 'array'
    THEN ST_SetSRID(ST_MakePoint((incident #>> '{at,0}')::float8, (incident #>> '{at,1}')::float8), 4490) END;
  in_force integer;
  has_precincts boolean;
BEGIN
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
  RETURN QUERY SELECT * FROM append_incident_change(reported, 'reported',
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
END $$;
