-- The last line of defence where the first was thin: shapes that are valid and of a kind that is read, words that are known,
-- and times in order. And statistics for the planner, which only a table's owner may gather.

ALTER TABLE features
  DROP CONSTRAINT features_check,
  ADD CONSTRAINT features_shape CHECK (GeometryType(geom) IN ('POINT', 'LINESTRING', 'MULTILINESTRING', 'POLYGON', 'MULTIPOLYGON')
    AND (ST_Dimension(geom) < 2 OR ST_IsValid(geom))),
  ADD CONSTRAINT features_class_check CHECK (CASE kind
    WHEN 'road' THEN class IN ('path', 'lane', 'minor', 'secondary', 'arterial', 'motorway')
    WHEN 'rail' THEN class IN ('rail', 'metro')
    WHEN 'water' THEN class IN ('pond', 'canal', 'river', 'lake')
    WHEN 'green' THEN class IN ('park', 'wood', 'grass', 'verge')
    WHEN 'built' THEN class IN ('residential', 'commercial', 'industrial', 'campus', 'public')
    WHEN 'wall' THEN class IN ('compound', 'city')
    WHEN 'gate' THEN class IN ('compound', 'city')
    ELSE false END);
ALTER TABLE compounds ADD CONSTRAINT compounds_shape CHECK (NOT ST_IsEmpty(geom));
ALTER TABLE precincts ADD CONSTRAINT precincts_shape CHECK (ST_IsValid(geom) AND NOT ST_IsEmpty(geom));
ALTER TABLE buildings ADD CONSTRAINT buildings_shape CHECK (ST_IsValid(geom));
ALTER TABLE entrances ADD CONSTRAINT entrances_place CHECK (ST_X(geom) BETWEEN -180 AND 180 AND ST_Y(geom) BETWEEN -90 AND 90);
ALTER TABLE sites
  ADD CONSTRAINT sites_place CHECK (ST_X(geom) BETWEEN -180 AND 180 AND ST_Y(geom) BETWEEN -90 AND 90),
  ADD CONSTRAINT sites_class_check CHECK (CASE kind
    WHEN 'camera' THEN class IN ('fixed', 'dome')
    WHEN 'station' THEN class IN ('service', 'mediation', 'hub', 'rider', 'police', 'fire', 'health', 'school', 'shelter', 'other')
    WHEN 'management-point' THEN class IN ('point')
    ELSE false END);
ALTER TABLE posts ADD CONSTRAINT posts_of_something CHECK (num_nonnulls(area_id, organisation_id, building_id) >= 1);
ALTER TABLE incidents
  ADD CONSTRAINT incidents_place CHECK (ST_X(geom) BETWEEN -180 AND 180 AND ST_Y(geom) BETWEEN -90 AND 90),
  ADD CONSTRAINT incidents_closed_after CHECK (closed_at >= reported_at);
ALTER TABLE changes ADD CONSTRAINT changes_noun_check
  CHECK (noun IN ('district', 'people', 'features', 'areas', 'buildings', 'sites', 'units', 'incidents', 'plans'));
ALTER TABLE data_dates ADD CONSTRAINT data_dates_noun_check
  CHECK (noun IN ('areas', 'features', 'buildings', 'sites', 'units', 'incidents'));

-- Fresh statistics after a bulk load: until then the planner takes the tables for empty.
CREATE FUNCTION analyze_ground() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = jingwei, public, pg_temp AS $$
BEGIN
  ANALYZE people, features, compounds, areas, buildings, entrances, posts, sites, units, incidents, entries, precincts, incident_precincts;
END $$;
