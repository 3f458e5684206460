-- Facts of incidents: their numbers, and the four figures that go with each change of one.

-- The zone in which the district's day begins; `fallback` until a district says one.
CREATE FUNCTION district_zone(fallback text) RETURNS text
LANGUAGE sql STABLE SET search_path = jingwei, public, pg_temp AS $$
  SELECT coalesce((SELECT time_zone FROM district), fallback)
$$;

-- Open, open Ⅰ–Ⅱ, new today and closed today, the day being that of `at` in the zone, and when that day ends.
CREATE FUNCTION count_figures(at timestamptz, zone text) RETURNS TABLE (figures jsonb, day_ends_at timestamptz)
LANGUAGE sql STABLE SET search_path = jingwei, public, pg_temp AS $$
  WITH day AS (
    SELECT date_trunc('day', at AT TIME ZONE zone) AT TIME ZONE zone AS begins,
      (date_trunc('day', at AT TIME ZONE zone) + interval '1 day') AT TIME ZONE zone AS ends
  ), open AS (
    SELECT count(*) AS n, count(*) FILTER (WHERE severity <= 2) AS grave FROM incidents WHERE state = 'open'
  )
  SELECT jsonb_build_object(
      'open', open.n,
      'openGrave', open.grave,
      'newToday', (SELECT count(*) FROM incidents, day WHERE reported_at >= day.begins AND reported_at < day.ends),
      'closedToday', (SELECT count(*) FROM incidents, day WHERE state = 'closed' AND closed_at >= day.begins AND closed_at < day.ends)
    ), day.ends
  FROM day, open
$$;

-- The next number of a day, YYMMDD and five digits or more. One reporter at a time, until its transaction ends:
-- the lock is taken in a statement of its own, so that what follows sees what the one before has committed.
CREATE FUNCTION next_incident_no(at timestamptz, zone text) RETURNS text
LANGUAGE plpgsql SET search_path = jingwei, public, pg_temp AS $$
DECLARE
  day text := to_char(at AT TIME ZONE zone, 'YYMMDD');
  last integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('jingwei incident numbers'));
  SELECT substr(i.no, 7)::integer INTO last FROM incidents i
  WHERE i.no BETWEEN day || '00000' AND day || '99999' AND i.no ~ '^[0-9]{11}$' ORDER BY i.no DESC LIMIT 1;
  IF last = 99999 THEN
    SELECT max(substr(i.no, 7)::integer) INTO last FROM incidents i WHERE i.no ~ ('^' || day || '[0-9]{5,8}$');
  END IF;
  last := coalesce(last, 0) + 1;
  RETURN day || CASE WHEN last < 100000 THEN lpad(last::text, 5, '0') ELSE last::text END;
END $$;

-- As append_change, for a change of an incident: the figures are counted while the row of `stream` is locked, so they
-- hold exactly what is committed up to this change. `payload` lacks only them.
CREATE FUNCTION append_incident_change(at timestamptz, kind text, payload jsonb, zone text)
RETURNS TABLE (no bigint, figures jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = jingwei, public, pg_temp AS $$
BEGIN
  UPDATE stream SET last_no = last_no + 1 RETURNING last_no INTO no;
  SELECT c.figures INTO figures FROM count_figures(at, zone) c;
  INSERT INTO changes (no, at, noun, kind, payload) VALUES (no, at, 'incidents', kind, payload || jsonb_build_object('figures', figures));
  PERFORM pg_notify('jingwei_change', no::text);
  RETURN NEXT;
END $$;

-- The newest change of a kind: what a feed last heard, and since when camera states differ from packed ones.
CREATE INDEX changes_kind ON changes (noun, kind, no);
