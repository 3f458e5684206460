/** [lng, lat] in degrees. */
export type Position = [number, number];
/** A closed ring: first = last, at least four positions. */
export type Ring = Position[];
/** Coordinates of a GeoJSON MultiPolygon: polygons of an outer ring and its holes. */
export type MultiPolygonCoordinates = Ring[][];
/** [west, south, east, north] in degrees. */
export type Bounds = [number, number, number, number];
