-- Whoever serves open connections hears at commit whose posts, sessions or tokens have changed: a person's id, 0 for
-- devices, '' for anybody's. Whatever changes them, by whichever process.
CREATE FUNCTION tell_access(people integer[]) RETURNS void
LANGUAGE plpgsql SET search_path = jingwei, public, pg_temp AS $$
DECLARE
  person integer;
BEGIN
  IF coalesce(cardinality(people), 0) = 0 THEN RETURN; END IF;
  IF cardinality(people) > 50 OR array_position(people, NULL) IS NOT NULL THEN
    PERFORM pg_notify('jingwei_access', '');
    RETURN;
  END IF;
  FOREACH person IN ARRAY people LOOP
    PERFORM pg_notify('jingwei_access', person::text);
  END LOOP;
END $$;

CREATE FUNCTION tell_of_posts() RETURNS trigger
LANGUAGE plpgsql SET search_path = jingwei, public, pg_temp AS $$
BEGIN
  PERFORM tell_access(ARRAY(
    SELECT DISTINCT p FROM told, unnest(ARRAY[person_id, substitute_id]) AS p WHERE p IS NOT NULL));
  RETURN NULL;
END $$;
CREATE TRIGGER tell_new AFTER INSERT ON posts REFERENCING NEW TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION tell_of_posts();
CREATE TRIGGER tell_changed AFTER UPDATE ON posts REFERENCING NEW TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION tell_of_posts();
CREATE TRIGGER tell_former AFTER UPDATE ON posts REFERENCING OLD TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION tell_of_posts();
CREATE TRIGGER tell_gone AFTER DELETE ON posts REFERENCING OLD TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION tell_of_posts();

-- An account that is gone by then is somebody's who is not known any more: NULL.
CREATE FUNCTION tell_of_sessions() RETURNS trigger
LANGUAGE plpgsql SET search_path = jingwei, public, pg_temp AS $$
BEGIN
  PERFORM tell_access(ARRAY(
    SELECT DISTINCT a.person_id FROM told t LEFT JOIN accounts a ON a.id = t.account_id));
  RETURN NULL;
END $$;
CREATE TRIGGER tell_gone AFTER DELETE ON sessions REFERENCING OLD TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION tell_of_sessions();

CREATE FUNCTION tell_of_accounts() RETURNS trigger
LANGUAGE plpgsql SET search_path = jingwei, public, pg_temp AS $$
BEGIN
  PERFORM tell_access(ARRAY(SELECT DISTINCT person_id FROM told));
  RETURN NULL;
END $$;
CREATE TRIGGER tell_changed AFTER UPDATE ON accounts REFERENCING OLD TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION tell_of_accounts();
CREATE TRIGGER tell_gone AFTER DELETE ON accounts REFERENCING OLD TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION tell_of_accounts();

CREATE FUNCTION tell_of_devices() RETURNS trigger
LANGUAGE plpgsql SET search_path = jingwei, public, pg_temp AS $$
BEGIN
  PERFORM tell_access(ARRAY(SELECT 0 FROM told o JOIN devices d ON d.id = o.id
    WHERE (d.revoked_at, d.area_id) IS DISTINCT FROM (o.revoked_at, o.area_id) LIMIT 1));
  RETURN NULL;
END $$;
CREATE TRIGGER tell_changed AFTER UPDATE ON devices REFERENCING OLD TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION tell_of_devices();

-- The tree that decides how far posts of organisations reach.
CREATE FUNCTION tell_of_organisations() RETURNS trigger
LANGUAGE plpgsql SET search_path = jingwei, public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('jingwei_access', '');
  RETURN NULL;
END $$;
CREATE TRIGGER tell_changed AFTER INSERT OR UPDATE OR DELETE ON organisations FOR EACH STATEMENT EXECUTE FUNCTION tell_of_organisations();
