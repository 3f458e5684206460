import { GeoJSONVT } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';

import type { Building } from '#data/buildings/building.ts';
import { makeSample } from '#data/fixtures/made-sample.ts';
import { readTile } from '#data/fixtures/read-tile.ts';
import { LATTICE_PER_DEGREE } from '#data/geo/lattice.ts';
import { cutTile } from '#data/tiles/cut-tile.ts';
import { makeCuttable } from '#data/tiles/cuttable.ts';
import { EXTENT, toWorld, WORLD } from '#data/tiles/project.ts';
import { packBuildings, unpackBuildings } from '#data/wire/buildings-packed.ts';
import type { PackedBuildings } from '#data/wire/packed.ts';
import { testDatabase } from '#server/db/test-database.ts';

import { buildingShapes } from '../../web/buildings/building-shapes.ts';
import { median, type Bench, type BenchResult } from './bench.ts';
import { cpuFor, cpuOf } from './machine/cpu-of.ts';
import { selectBackend, selectTile, storeFootprints } from './tiles/tiles-in-postgis.sql.ts';

const ZOOMS = [14, 15, 16] as const;
const BUFFER = 32;
const ROUNDS = 5;
type Tile = [z: number, x: number, y: number];
/** CPU ms of making ready and of cutting, and what came of it. */
interface Cut {
  ready: number;
  cutting: number;
  bytes: number;
}

/**
 * Cold tiles of 100,000 buildings, each tile that holds one at zooms 14 to 16, with as many units and as
 * much beyond the edge for all: cut by ours from the columns that came, by geojson-vt and vt-pbf from
 * GeoJSON that is there already, and by ST_AsMVT through pg from a table in Web Mercator with its index.
 * CPU, of the server's process and of its Postgres backend.
 */
export const bench: Bench = {
  name: 'tiles',
  about: 'CPU of cold vector tiles of 100,000 buildings, against geojson-vt and ST_AsMVT',
  run: async (log) => {
    const { buildings } = makeSample('city', 1);
    const packed = unpackBuildings(packBuildings(buildings));
    const tiles = tilesOf(packed);
    log(`${buildings.length} buildings on ${tiles.length} tiles`);
    const geojson = asGeoJson(buildings);
    const shapes = buildingShapes(packed);
    const drawn = tiles.map(([z, x, y]) => cutTile([makeCuttableOnce(shapes)], z, x, y, { deepest: 16, buffer: BUFFER })); // prettier-ignore
    checkTiles(tiles, drawn, geojson, log);

    const ours: Cut[] = [];
    const peer: Cut[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const before = cutOurs(packed, tiles);
      peer.push(cutGeojsonVt(geojson, tiles));
      ours.push(middle(before, cutOurs(packed, tiles)));
      log(`round ${round + 1}: ours ${line(ours.at(-1)!)}; geojson-vt ${line(peer.at(-1)!)}`);
    }
    const asked = await cutInPostgis(buildings, tiles, log);
    const all = (cuts: Cut[]): number => median(cuts.map((c) => c.ready + c.cutting));
    const cutting = (cuts: Cut[]): number => median(cuts.map((c) => c.cutting));
    const a = { name: `cold tiles, ${tiles.length} of 100,000 buildings`, unit: 'ms CPU' };
    const results: BenchResult[] = [
      {
        ...a,
        name: `${a.name}, with making ready`,
        ours: all(ours),
        peers: [{ name: 'geojson-vt + vt-pbf', value: all(peer) }],
        ratio: all(ours) / all(peer),
        aim: '≤ 1/4 of geojson-vt',
        met: all(ours) <= all(peer) / 4,
        notes: [
          `ours has ${ours[0]!.bytes} bytes, geojson-vt ${peer[0]!.bytes}`,
          `cutting alone: ours ${cutting(ours).toFixed(0)}, geojson-vt ${cutting(peer).toFixed(0)}`,
        ],
      },
      {
        ...a,
        ours: all(ours),
        peers: [{ name: 'ST_AsMVT + pg', value: asked.cpu }],
        ratio: all(ours) / asked.cpu,
        aim: '≤ 1/6 of ST_AsMVT + pg',
        met: all(ours) <= asked.cpu / 6,
        notes: [
          `ST_AsMVT: ${asked.bytes} bytes; ${asked.backend.toFixed(0)} ms of it in its backend; making its table and index is not in it, and making ours ready is`,
          `tiles a CPU second: ours ${rate(tiles, all(ours))}, ST_AsMVT ${rate(tiles, asked.cpu)}`,
        ],
      },
    ];
    return results;
  },
};

const rate = (tiles: readonly Tile[], ms: number): string => ((1000 * tiles.length) / ms).toFixed(0); // prettier-ignore
const line = ({ ready, cutting }: Cut): string => `${ready.toFixed(0)} + ${cutting.toFixed(0)} ms`;
const middle = (a: Cut, b: Cut): Cut => ({ ready: (a.ready + b.ready) / 2, cutting: (a.cutting + b.cutting) / 2, bytes: b.bytes }); // prettier-ignore

const made = new WeakMap<object, ReturnType<typeof makeCuttable>>();
function makeCuttableOnce(shapes: Parameters<typeof makeCuttable>[0]) {
  const one = made.get(shapes) ?? makeCuttable(shapes);
  made.set(shapes, one);
  return one;
}

/** Every tile that a vertex lies on. */
function tilesOf(packed: PackedBuildings): Tile[] {
  const world = toWorld(packed.positions, LATTICE_PER_DEGREE);
  const tiles: Tile[] = [];
  for (const z of ZOOMS) {
    const side = WORLD / 2 ** z;
    const seen = new Set<number>();
    for (let v = 0; v < world.length; v += 2)
      seen.add(Math.floor(world[v]! / side) * 2 ** z + Math.floor(world[v + 1]! / side));
    for (const key of seen) tiles.push([z, Math.floor(key / 2 ** z), key % 2 ** z]);
  }
  return tiles;
}

function asGeoJson(buildings: readonly Building[]): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: buildings.map((b) => ({
      type: 'Feature',
      id: b.id,
      properties: { h: Math.round(b.heightM ?? 3 * (b.floors ?? 2)) },
      geometry: { type: 'MultiPolygon', coordinates: b.coordinates },
    })),
  };
}

function cutOurs(packed: PackedBuildings, tiles: readonly Tile[]): Cut {
  let cuttable!: ReturnType<typeof makeCuttable>;
  let bytes = 0;
  const ready = cpuFor(() => (cuttable = makeCuttable(buildingShapes(packed))));
  const cutting = cpuFor(() => {
    for (const [z, x, y] of tiles)
      bytes += cutTile([cuttable], z, x, y, { deepest: 16, buffer: BUFFER }).length;
  });
  return { ready, cutting, bytes };
}

function makeIndex(geojson: GeoJSON.FeatureCollection): GeoJSONVT {
  return new GeoJSONVT(geojson, { maxZoom: 16, extent: EXTENT, buffer: BUFFER, tolerance: 4 });
}

function cutGeojsonVt(geojson: GeoJSON.FeatureCollection, tiles: readonly Tile[]): Cut {
  let index!: GeoJSONVT;
  let bytes = 0;
  const ready = cpuFor(() => (index = makeIndex(geojson)));
  const cutting = cpuFor(() => {
    for (const [z, x, y] of tiles) {
      const tile = index.getTile(z, x, y);
      if (tile) bytes += fromGeojsonVt({ building: tile }, { version: 2, extent: EXTENT }).length;
    }
  });
  return { ready, cutting, bytes };
}

/** The same features are on the tiles of both, but for those that are a matter of a unit at the edge or of a pixel. */
function checkTiles(
  tiles: readonly Tile[],
  drawn: readonly Uint8Array[],
  geojson: GeoJSON.FeatureCollection,
  log: (line: string) => void,
): void {
  const index = makeIndex(geojson);
  let [ours, theirs] = [0, 0];
  tiles.forEach(([z, x, y], i) => {
    ours += readTile(drawn[i]!).get('building')?.length ?? 0;
    theirs += index.getTile(z, x, y)?.features.length ?? 0;
  });
  log(`features on the tiles: ours ${ours}, geojson-vt ${theirs}`);
  if (Math.abs(ours - theirs) > 0.01 * theirs) throw new Error('the tiles do not hold the same');
}

async function cutInPostgis(
  buildings: readonly Building[],
  tiles: readonly Tile[],
  log: (line: string) => void,
): Promise<{ cpu: number; backend: number; bytes: number }> {
  const database = await testDatabase();
  const client = await database.ownerPool.connect();
  try {
    await storeFootprints(client, buildings);
    const pid = await selectBackend(client);
    const rounds: { cpu: number; backend: number; bytes: number }[] = [];
    for (let round = 0; round < 3; round++) {
      const own = process.cpuUsage();
      const before = cpuOf(pid);
      let bytes = 0;
      for (const tile of tiles) bytes += (await selectTile(client, tile, EXTENT, BUFFER)).length;
      const { user, system } = process.cpuUsage(own);
      const backend = cpuOf(pid) - before;
      rounds.push({ cpu: backend + (user + system) / 1000, backend, bytes });
      log(`ST_AsMVT round ${round + 1}: ${rounds.at(-1)!.cpu.toFixed(0)} ms CPU, ${backend} of them in the backend`); // prettier-ignore
    }
    const cpu = median(rounds.map((r) => r.cpu));
    return rounds.find((r) => r.cpu === cpu)!;
  } finally {
    client.release();
    await database.drop();
  }
}
