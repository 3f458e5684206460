-- Who told of an incident and may be asked about it: apart from it, so that nothing that reads incidents can say it. The
-- server's role adds here and reads nothing; what may be seen comes through these functions.
CREATE TABLE petitioners (
  incident_id uuid PRIMARY KEY REFERENCES incidents ON DELETE CASCADE,
  name text CHECK (name ~ '\S' AND length(name) <= 64),
  phone text CHECK (phone ~ '^\+?[0-9(][0-9 ()-]{3,30}[0-9]$' AND length(phone) <= 32),
  CHECK (num_nonnulls(name, phone) >= 1)
);

-- The figures of a number, without the country's before a mobile's.
CREATE FUNCTION dialled(phone text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT regexp_replace(regexp_replace(phone, '\D', '', 'g'), '^(00)?86(?=1\d{10}$)', '')
$$;

-- As everybody sees it who may see it at all: 张**, 138****1234. Of a number that is not a mobile's the last two figures.
CREATE FUNCTION masked_petitioner(incident uuid) RETURNS TABLE (name text, phone text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = jingwei, public, pg_temp AS $$
  SELECT left(btrim(p.name), 1) || '**',
    CASE WHEN length(d.figures) = 11 THEN left(d.figures, 3) || '****' || right(d.figures, 4)
         ELSE '****' || right(d.figures, 2) END
  FROM petitioners p, LATERAL (SELECT dialled(p.phone) AS figures) d WHERE p.incident_id = incident
$$;

-- What is behind the mask: only where this very transaction has appended to the audit that it is opened.
CREATE FUNCTION opened_petitioner(incident uuid) RETURNS TABLE (name text, phone text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = jingwei, public, pg_temp AS $$
  SELECT p.name, p.phone FROM petitioners p
  WHERE p.incident_id = incident AND EXISTS (
    SELECT FROM audit a WHERE a.act = 'open-petitioner' AND a.thing = incident::text
      AND a.no = (SELECT max(l.no) FROM audit l) AND a.xmin = pg_current_xact_id()::xid)
$$;

-- A reason is typed by hand: what it repeats of what is personal is left out before it is kept.
CREATE FUNCTION without_petitioner(incident uuid, said text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = jingwei, public, pg_temp AS $$
  SELECT coalesce((
    SELECT CASE
      WHEN length(d.figures) >= 5 AND strpos(regexp_replace(said, '\D', '', 'g'), d.figures) > 0 THEN '…'
      ELSE replace(said, coalesce(btrim(p.name), ''), '…') END
    FROM petitioners p, LATERAL (SELECT coalesce(dialled(p.phone), '') AS figures) d
    WHERE p.incident_id = incident), said)
$$;
