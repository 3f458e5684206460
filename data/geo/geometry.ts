/** [lng, lat] in degrees. */
export type Position = [number, number];

/** A closed ring (first = last vertex) of [lng, lat] degrees; on the lattice of 1e-7 degrees wherever it borders an area. */
export type Ring = [number, number][];

/** GeoJSON coordinates of a MultiPolygon: polygons, each an outer ring and its holes. */
export type MultiPolygonCoordinates = Ring[][];

/** [west, south, east, north] in degrees. */
export type Bounds = [number, number, number, number];
