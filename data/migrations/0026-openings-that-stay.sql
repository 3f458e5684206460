-- An opening that the audit is to keep could be taken back with its transaction, after what it opened was read. So it is
-- given out only for a row of the audit that is committed: to a transaction that has written nothing itself, and while the
-- row is among the last ones.
DROP FUNCTION opened_petitioner(uuid);
CREATE FUNCTION opened_petitioner(incident uuid, opening bigint) RETURNS TABLE (name text, phone text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = jingwei, public, pg_temp AS $$
  SELECT p.name, p.phone FROM petitioners p
  WHERE p.incident_id = incident AND pg_current_xact_id_if_assigned() IS NULL AND EXISTS (
    SELECT FROM audit a WHERE a.no = opening AND a.act = 'open-petitioner' AND a.thing = incident::text
      AND a.no > (SELECT max(l.no) FROM audit l) - 64)
$$;

-- Rows are counted one by one: a number far beyond would leave none for those after it.
CREATE FUNCTION next_of_audit() RETURNS trigger
LANGUAGE plpgsql SET search_path = jingwei, public, pg_temp AS $$
BEGIN
  IF NEW.no <> coalesce((SELECT max(no) FROM audit), 0) + 1 THEN
    RAISE EXCEPTION 'audit row % is not the next one', NEW.no USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_next BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION next_of_audit();
