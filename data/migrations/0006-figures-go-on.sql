-- Figures go on from those of the change before instead of being counted with each: counting takes longer the more a day
-- has brought, and everybody else waits meanwhile. They are counted anew where a day begins, and after a change of the
-- district (an import), which brings incidents without a change of their own.

DROP FUNCTION append_incident_change(timestamptz, text, jsonb, text);

-- As append_change, for a change of an incident; `payload` lacks only the figures. `before`: the incident as it was, null
-- where it is new. The row of `stream` is locked first, so the change before is committed and none comes between.
CREATE FUNCTION append_incident_change(at timestamptz, kind text, payload jsonb, before jsonb, zone text)
RETURNS TABLE (no bigint, epoch uuid, stored jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = jingwei, public, pg_temp AS $$
DECLARE
  begins timestamptz := date_trunc('day', at AT TIME ZONE zone) AT TIME ZONE zone;
  ends timestamptz := (date_trunc('day', at AT TIME ZONE zone) + interval '1 day') AT TIME ZONE zone;
  after jsonb := payload -> 'incident';
  last_no bigint;
  figures jsonb;
BEGIN
  UPDATE stream s SET last_no = s.last_no + 1 RETURNING s.last_no, s.epoch INTO no, epoch;
  last_no := greatest(
    (SELECT max(c.no) FROM changes c WHERE c.noun = 'incidents' AND c.kind = 'reported'),
    (SELECT max(c.no) FROM changes c WHERE c.noun = 'incidents' AND c.kind = 'stepped'));
  SELECT c.payload -> 'figures' INTO figures FROM changes c
  WHERE c.no = last_no AND c.at >= begins AND c.at < ends
    AND NOT EXISTS (SELECT FROM changes d WHERE d.noun = 'district' AND d.no > last_no);
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
  PERFORM pg_notify('jingwei_change', no::text);
  RETURN NEXT;
END $$;

-- As before, told that the incident is new.
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
    NULL, zone);
END $$;
