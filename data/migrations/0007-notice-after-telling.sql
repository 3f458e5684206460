-- A notice wakes a process of the database before the commit is answered, which took a third of a report's time. The server
-- that made the change need not hear of it by a notice, and tells the others once its own consoles are told.

-- As append_change, for a change of an incident; `payload` lacks only the figures. `before`: the incident as it was, null
-- where it is new. The row of `stream` is locked first, so the change before is committed and none comes between.
-- Who commits it tells of it: its own consoles first, then by a notice the other publishers of this database.
CREATE OR REPLACE FUNCTION append_incident_change(at timestamptz, kind text, payload jsonb, before jsonb, zone text)
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
  RETURN NEXT;
END $$;
