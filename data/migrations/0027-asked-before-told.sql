-- What a text repeats of a petitioner was left out of it for whoever asked: so a guess could be tried as often as one liked,
-- and left no trace. It is asked now as what is behind the mask is: for a row of the audit that is committed and says that
-- this petitioner is asked about, by a transaction that has written nothing itself. NULL otherwise.
DROP FUNCTION without_petitioner(uuid, text);
CREATE FUNCTION without_petitioner(incident uuid, said text, asking bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = jingwei, public, pg_temp AS $$
  SELECT CASE
    WHEN length(d.figures) >= 5 AND strpos(regexp_replace(said, '\D', '', 'g'), d.figures) > 0 THEN '…'
    ELSE replace(said, coalesce(btrim(p.name), ''), '…') END
  FROM petitioners p, LATERAL (SELECT coalesce(dialled(p.phone), '') AS figures) d
  WHERE p.incident_id = incident AND pg_current_xact_id_if_assigned() IS NULL AND EXISTS (
    SELECT FROM audit a WHERE a.no = asking AND a.act = 'ask-petitioner' AND a.thing = incident::text
      AND a.no > (SELECT max(l.no) FROM audit l) - 256)
$$;

-- An opening leaves two rows now, and sixty desks may open at once.
CREATE OR REPLACE FUNCTION opened_petitioner(incident uuid, opening bigint) RETURNS TABLE (name text, phone text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = jingwei, public, pg_temp AS $$
  SELECT p.name, p.phone FROM petitioners p
  WHERE p.incident_id = incident AND pg_current_xact_id_if_assigned() IS NULL AND EXISTS (
    SELECT FROM audit a WHERE a.no = opening AND a.act = 'open-petitioner' AND a.thing = incident::text
      AND a.no > (SELECT max(l.no) FROM audit l) - 256)
$$;
