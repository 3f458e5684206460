import { readWkbPolygons } from '#data/geo/read-wkb.ts';

import type { ReadFeature } from './read-drawn.ts';

/** What is asked of an opened GeoPackage: rows by the names of their columns. */
export type AskPackage = (
  sql: string,
  values?: (string | number)[],
) => Record<string, string | number | Uint8Array | null>[];

/** Degrees of CGCS2000 and of WGS 84, which are the same to the last digit that a border has. */
const DEGREES = [4490, 4326];

/**
 * The features of the first layer of polygons in a GeoPackage (OGC 12-128r18), of the one named `areas` where there is one.
 *
 * @param most rows that are read
 */
export function readPackage(
  ask: AskPackage,
  most: number,
): ReadFeature[] | { refused: 'no-layer' | 'not-degrees' | 'bad-count'; row: number } {
  const layers = ask(
    `SELECT g.table_name AS name, g.column_name AS shape, s.organization_coordsys_id AS srs
     FROM gpkg_geometry_columns g JOIN gpkg_contents c USING (table_name)
     JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
     WHERE c.data_type = 'features' AND g.geometry_type_name IN ('POLYGON', 'MULTIPOLYGON', 'GEOMETRY')
     ORDER BY g.table_name <> 'areas', g.table_name`,
  );
  const [layer] = layers;
  if (!layer) return { refused: 'no-layer', row: 0 };
  if (!DEGREES.includes(Number(layer['srs']))) return { refused: 'not-degrees', row: 0 };
  const [table, shape] = [String(layer['name']), String(layer['shape'])];
  const rows = ask(`SELECT * FROM ${quoted(table)} LIMIT ${most + 1}`);
  if (rows.length > most) return { refused: 'bad-count', row: 0 };
  return rows.map(({ [shape]: blob, ...properties }) => ({
    geometry: blob instanceof Uint8Array ? geometryOf(blob) : null,
    properties,
  }));
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Of the standard's blob: after its head, whose envelope may have 0 to 8 numbers, comes the geometry. */
function geometryOf(blob: Uint8Array): ReadFeature['geometry'] {
  const isPackage = blob.length > 8 && blob[0] === 0x47 && blob[1] === 0x50;
  const numbers = isPackage ? [0, 4, 6, 6, 8][(blob[3]! >> 1) & 7] : undefined;
  if (numbers === undefined) return null;
  const coordinates = readWkbPolygons(blob.subarray(8 + 8 * numbers));
  return coordinates && { type: 'MultiPolygon', coordinates };
}
