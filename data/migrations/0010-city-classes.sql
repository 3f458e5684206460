-- What a city has beside streets and blocks: bridges that the base map can draw over water and other roads, yards of tracks and
-- their platforms, moats, sports grounds and squares.

ALTER TABLE features
  DROP CONSTRAINT features_kind_check,
  ADD CONSTRAINT features_kind_check CHECK (kind IN ('road', 'rail', 'water', 'green', 'built', 'wall', 'gate', 'bridge')),
  DROP CONSTRAINT features_class_check,
  ADD CONSTRAINT features_class_check CHECK (CASE kind
    WHEN 'road' THEN class IN ('path', 'lane', 'minor', 'secondary', 'arterial', 'motorway')
    WHEN 'rail' THEN class IN ('siding', 'rail', 'metro')
    WHEN 'water' THEN class IN ('pond', 'canal', 'moat', 'river', 'lake')
    WHEN 'green' THEN class IN ('park', 'wood', 'grass', 'verge', 'pitch')
    WHEN 'built' THEN class IN ('residential', 'commercial', 'industrial', 'campus', 'public', 'square', 'platform')
    WHEN 'wall' THEN class IN ('compound', 'city')
    WHEN 'gate' THEN class IN ('compound', 'city')
    WHEN 'bridge' THEN class IN ('path', 'lane', 'minor', 'secondary', 'arterial', 'motorway', 'rail')
    ELSE false END);
