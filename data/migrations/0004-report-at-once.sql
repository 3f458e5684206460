-- A report is one statement, and a change of an incident comes back as it was stored: the server that made it tells its
-- consoles without reading it again.

DROP FUNCTION append_incident_change(timestamptz, text, jsonb, text);

-- As append_change, for a change of an incident: the figures are counted while the row of `stream` is locked, so they
-- hold exactly what is committed up to this change. `payload` lacks only them.
CREATE FUNCTION append_incident_change(at timestamptz, kind text, payload jsonb, zone text)
RETURNS TABLE (no bigint, epoch uuid, stored jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = jingwei, public, pg_temp AS $$
BEGIN
  UPDATE stream s SET last_no = last_no + 1 RETURNING s.last_no, s.epoch INTO no, epoch;
  SELECT payload || jsonb_build_object('figures', c.figures) INTO stored FROM count_figures(at, zone) c;
  INSERT INTO changes (no, at, noun, kind, payload) VALUES (no, at, 'incidents', kind, stored);
  PERFORM pg_notify('jingwei_change', no::text);
  RETURN NEXT;
END $$;

-- Store a new incident under the next number of its day, its first entry and its change: `incident` and `entry` as the API
-- has them, the incident without its number. No row where the id is there already. With the rights of who calls it.
CREATE FUNCTION report_incident(incident jsonb, entry jsonb, fallback_zone text)
RETURNS TABLE (no bigint, epoch uuid, stored jsonb)
LANGUAGE plpgsql SET search_path = jingwei, public, pg_temp AS $$
DECLARE
  zone text := district_zone(fallback_zone);
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
