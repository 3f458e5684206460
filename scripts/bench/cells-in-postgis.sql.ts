import type pg from 'pg';

import type { CellShape } from '#data/coverage/coverage.ts';
import { toEwkb } from '#server/db/ewkb.ts';

/** Cells as a table of their own with its index, for measuring. The connection's own: it goes with it. */
export async function storeCells(
  client: pg.PoolClient,
  cells: readonly CellShape[],
): Promise<void> {
  await client.query('CREATE TEMP TABLE bench_cells (id bigint PRIMARY KEY, geom geometry)');
  for (let from = 0; from < cells.length; from += 500) {
    const some = cells.slice(from, from + 500);
    await client.query(
      'INSERT INTO bench_cells SELECT id, geom::geometry FROM unnest($1::bigint[], $2::text[]) AS c (id, geom)',
      [
        some.map((cell) => cell.id),
        some.map(({ coordinates }) =>
          toEwkb({ type: 'MultiPolygon', coordinates }).toString('hex'),
        ),
      ],
    );
  }
  await client.query('CREATE INDEX ON bench_cells USING gist (geom)');
  await client.query('ANALYZE bench_cells');
  // One process, as ours is.
  await client.query('SET max_parallel_workers_per_gather = 0');
  await client.query('SET jit = off');
}

/** Points as a table, numbered from 0; positions [lng, lat] interleaved. */
export async function storePoints(client: pg.PoolClient, positions: Float64Array): Promise<void> {
  await client.query('CREATE TEMP TABLE bench_points (id int, geom geometry)');
  const lng = Array.from({ length: positions.length / 2 }, (_, i) => positions[2 * i]!);
  const lat = Array.from({ length: positions.length / 2 }, (_, i) => positions[2 * i + 1]!);
  await client.query(
    `INSERT INTO bench_points SELECT no - 1, ST_SetSRID(ST_Point(lng, lat), 4490)
       FROM unnest($1::float8[], $2::float8[]) WITH ORDINALITY AS p (lng, lat, no)`,
    [lng, lat],
  );
  await client.query('ANALYZE bench_points');
}

/**
 * The whole-coverage check that PostGIS 3.3 can do, which has no ST_Coverage*: pairs whose insides
 * meet, and the area and holes of the union against the sum. Faults of either kind; 0 = seamless.
 */
export async function checkCells(client: pg.PoolClient): Promise<number> {
  const { rows } = await client.query<{ overlaps: string; holes: string; missing: number }>(
    `SELECT (SELECT count(*) FROM bench_cells a JOIN bench_cells b ON a.id < b.id AND a.geom && b.geom
               WHERE ST_Relate(a.geom, b.geom, 'T********')) AS overlaps,
            (SELECT sum(ST_NumInteriorRings((part).geom)) FROM (SELECT ST_Dump(whole) AS part) AS parts) AS holes,
            abs(ST_Area(whole) - (SELECT sum(ST_Area(geom)) FROM bench_cells)) AS missing
       FROM (SELECT ST_Union(geom) AS whole FROM bench_cells) AS outline`,
  );
  const row = rows[0]!;
  return Number(row.overlaps) + Number(row.holes) + (row.missing > 1e-12 ? 1 : 0);
}

/** Joins points to cells and counts the pairs: what is timed. */
export async function countJoin(client: pg.PoolClient): Promise<number> {
  const { rows } = await client.query<{ n: string }>(
    'SELECT count(c.id) AS n FROM bench_points p JOIN bench_cells c ON ST_Intersects(c.geom, p.geom)',
  );
  return Number(rows[0]!.n);
}

/** The cells that hold or touch each point, by its number. */
export async function selectJoin(client: pg.PoolClient): Promise<Map<number, number[]>> {
  const { rows } = await client.query<{ point: number; cells: string[] }>(
    `SELECT p.id AS point, array_agg(c.id) AS cells
       FROM bench_points p JOIN bench_cells c ON ST_Intersects(c.geom, p.geom) GROUP BY p.id`,
  );
  return new Map(rows.map((row) => [row.point, row.cells.map(Number)]));
}

/** Versions, to be named beside the figures. */
export async function selectVersions(client: pg.PoolClient): Promise<string> {
  const { rows } = await client.query<{ v: string }>(
    "SELECT 'PostgreSQL ' || current_setting('server_version') || ', PostGIS ' || postgis_lib_version() AS v",
  );
  return rows[0]!.v;
}

/** The parts of one polygon that a line cuts it into, as ST_Split has them. */
export async function splitByLine(
  client: pg.PoolClient,
  coordinates: CellShape['coordinates'],
  line: readonly (readonly [number, number])[],
): Promise<CellShape['coordinates'][]> {
  const { rows } = await client.query<{ part: { coordinates: CellShape['coordinates'][0] } }>(
    `SELECT ST_AsGeoJSON((ST_Dump(ST_Split($1::geometry, ST_GeomFromGeoJSON($2)))).geom, 17)::json AS part`,
    [
      toEwkb({ type: 'MultiPolygon', coordinates }).toString('hex'),
      JSON.stringify({ type: 'LineString', coordinates: line, crs: { type: 'name', properties: { name: 'EPSG:4490' } } }), // prettier-ignore
    ],
  );
  return rows.map(({ part }) => [part.coordinates]);
}
