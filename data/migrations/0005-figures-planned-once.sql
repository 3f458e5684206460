-- The figures are counted with each change of an incident, while everybody else waits for the row of `stream`: in plpgsql
-- their plans are made once a connection, which halves what they take.

CREATE OR REPLACE FUNCTION count_figures(at timestamptz, zone text) RETURNS TABLE (figures jsonb, day_ends_at timestamptz)
LANGUAGE plpgsql STABLE SET search_path = jingwei, public, pg_temp AS $$
DECLARE
  day timestamp := date_trunc('day', at AT TIME ZONE zone);
  begins timestamptz := day AT TIME ZONE zone;
  n_open bigint;
  n_grave bigint;
  n_new bigint;
  n_closed bigint;
BEGIN
  day_ends_at := (day + interval '1 day') AT TIME ZONE zone;
  SELECT count(*), count(*) FILTER (WHERE i.severity <= 2) INTO n_open, n_grave FROM incidents i WHERE i.state = 'open';
  SELECT count(*) INTO n_new FROM incidents i WHERE i.reported_at >= begins AND i.reported_at < day_ends_at;
  SELECT count(*) INTO n_closed FROM incidents i WHERE i.state = 'closed' AND i.closed_at >= begins AND i.closed_at < day_ends_at;
  figures := jsonb_build_object('open', n_open, 'openGrave', n_grave, 'newToday', n_new, 'closedToday', n_closed);
  RETURN NEXT;
END $$;

-- As before; the district's zone is read in place.
CREATE OR REPLACE FUNCTION report_incident(incident jsonb, entry jsonb, fallback_zone text)
RETURNS TABLE (no bigint, epoch uuid, stored jsonb)
LANGUAGE plpgsql SET search_path = jingwei, public, pg_temp AS $$
DECLARE
  zone text := coalesce((SELECT d.time_zone FROM district d), fallback_zone);
  reported timestamptz := incident ->> 'reportedAt';
  incident_no text := next_incident_no(reported, zone);
BEGIN
  INSERT INTO incidents (id, no, category, severity, title, description, address, geom, area_id, edition_id, origin, reported_at, state, revision, source_key)
  VALUES ((incident ->> 'id')::uuid, incident_no, incident ->> 'category', (incident ->> 'severity')::smallint,
    incident ->> 'title', incident ->> 'description', incident ->> 'address',
    CASE WHEN jsonb_typeof(incident -> 'at') = 'array'
      THEN ST_SetSRID(ST_MakePoint((incident #>> '{at,0}')::float8, (incident #>> '{at,1}')::float8), 4490) END,
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
    zone);
END $$;
