import { setImmediate as nextTurn } from 'node:timers/promises';

import initSqlJs, { type SqlValue } from 'sql.js';

import { boundsOf, emptyBounds } from '#data/geo/bounds.ts';
import type { Bounds, MultiPolygonCoordinates } from '#data/geo/geometry.ts';
import { SRID, toWkb } from '#server/db/ewkb.ts';

/** Rows that are written before others get a turn. */
const ROWS_A_TURN = 200;

/** "GPKG", by which a program knows the file, and the release of the standard that it follows. */
const APPLICATION_ID = 0x47504b47;
const USER_VERSION = 10300;

const CGCS2000 =
  'GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4490"]]';
const WGS84 =
  'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]';

/** The tables that every GeoPackage has (OGC 12-128r18, 1.1 and 2.1). */
const TABLES = `
  CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
  CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
    description TEXT DEFAULT '', last_change DATETIME NOT NULL,
    min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
  CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
    CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));`;

/** One layer of shapes with what is said of each. */
export interface PackageLayer<Row extends { coordinates: MultiPolygonCoordinates }> {
  /** Of the table: letters and underscores. */
  name: string;
  description: string;
  madeAt: Date;
  /** By name of the column: its type, and its value in a row. */
  columns: Record<string, { type: 'INTEGER' | 'TEXT'; value: (row: Row) => SqlValue }>;
  rows: readonly Row[];
}

/**
 * One layer as a GeoPackage file, in CGCS2000, coordinates to the last bit; what QGIS and ogr2ogr open as it is.
 *
 * @returns the bytes of the file
 */
export async function writeGeoPackage<Row extends { coordinates: MultiPolygonCoordinates }>(
  layer: PackageLayer<Row>,
): Promise<Uint8Array> {
  const { Database } = await initSqlJs();
  const db = new Database();
  try {
    db.run(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${USER_VERSION}`);
    db.run(TABLES);
    const systems: SqlValue[][] = [
      ['Undefined Cartesian', -1, 'NONE', -1, 'undefined', null],
      ['Undefined geographic', 0, 'NONE', 0, 'undefined', null],
      ['WGS 84', 4326, 'EPSG', 4326, WGS84, null],
      ['CGCS2000', SRID, 'EPSG', SRID, CGCS2000, null],
    ];
    for (const system of systems)
      db.run('INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)', system);
    const boxes = layer.rows.map((row) => boundsOf(row.coordinates));
    const all = boxes.reduce(around, emptyBounds());
    const box = all.every(Number.isFinite) ? all : [null, null, null, null];
    db.run(
      'INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      [layer.name, 'features', layer.name, layer.description, layer.madeAt.toISOString(), ...box, SRID], // prettier-ignore
    );
    db.run('INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)', [layer.name, 'geom', 'MULTIPOLYGON', SRID]); // prettier-ignore
    const columns = Object.entries(layer.columns);
    const names = columns.map(([name, { type }]) => `"${name}" ${type}`);
    db.run(`CREATE TABLE "${layer.name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTIPOLYGON, ${names.join(', ')})`); // prettier-ignore
    db.run('BEGIN');
    const insert = db.prepare(
      `INSERT INTO "${layer.name}" VALUES (NULL, ?${', ?'.repeat(columns.length)})`,
    );
    for (const [i, row] of layer.rows.entries()) {
      insert.run([blobOf(row.coordinates, boxes[i]!), ...columns.map(([, { value }]) => value(row))]); // prettier-ignore
      if (i % ROWS_A_TURN === ROWS_A_TURN - 1) await nextTurn();
    }
    insert.free();
    db.run('COMMIT');
    return db.export();
  } finally {
    db.close();
  }
}

const around = (a: Bounds, b: Bounds): Bounds => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]; // prettier-ignore

/** A shape as the standard has it in a column (2.1.3): what system, its box (x then y), and the shape as WKB. */
function blobOf(coordinates: MultiPolygonCoordinates, box: Bounds): Uint8Array {
  const head = Buffer.alloc(40);
  head.write('GP', 0, 'latin1');
  // Little-endian, with a box of x and y; a shape without any land has none.
  const empty = coordinates.length === 0;
  head.writeUInt8(empty ? 0b1_0001 : 0b0_0011, 3);
  head.writeInt32LE(SRID, 4);
  [box[0], box[2], box[1], box[3]].forEach((edge, i) => head.writeDoubleLE(edge, 8 + 8 * i));
  return Buffer.concat([
    head.subarray(0, empty ? 8 : 40),
    toWkb({ type: 'MultiPolygon', coordinates }),
  ]);
}
