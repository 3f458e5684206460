-- A wall that visitors see: it shows nothing of anybody, by a role of its own.
ALTER TABLE devices
  ADD COLUMN visitor_safe boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT devices_visitor_safe CHECK (kind = 'wall' OR NOT visitor_safe);

CREATE OR REPLACE FUNCTION tell_of_devices() RETURNS trigger
LANGUAGE plpgsql SET search_path = jingwei, public, pg_temp AS $$
BEGIN
  PERFORM tell_access(ARRAY(SELECT 0 FROM told o JOIN devices d ON d.id = o.id
    WHERE (d.revoked_at, d.area_id, d.visitor_safe) IS DISTINCT FROM (o.revoked_at, o.area_id, o.visitor_safe) LIMIT 1));
  RETURN NULL;
END $$;
