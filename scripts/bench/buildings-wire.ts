import { gunzipSync, gzipSync } from 'node:zlib';

import { BUILDING_USES } from '#data/buildings/building.ts';
import { createRandom } from '#data/fixtures/random-cells.ts';
import { toDegrees, toLattice } from '#data/geo/lattice.ts';
import {
  packBuildings,
  unpackBuildings,
  type BuildingOnWire,
} from '#data/wire/buildings-packed.ts';
import type { PackedBuildings } from '#data/wire/packed.ts';

import { median, type Bench, type BenchResult } from './bench.ts';

const COUNT = 100_000;
const ROUNDS = 7;
const WARM = 3;

/** A city of footprints: rows of slabs, each row turned its own way; a fifth are L-shaped, one in fifty has a courtyard. */
function footprints(count: number): BuildingOnWire[] {
  const next = createRandom(11);
  const buildings: BuildingOnWire[] = [];
  const metre = 1 / 111_320;
  for (let id = 1; id <= count;) {
    const [x0, y0] = [118.6 + next() * 0.3, 31.9 + next() * 0.3];
    const turn = next() * Math.PI;
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    for (let n = 3 + Math.floor(next() * 12); n > 0 && id <= count; n--, id++) {
      const along = n * (25 + next() * 10);
      const [wide, deep] = [12 + next() * 50, 9 + next() * 10];
      const local: [number, number][] =
        next() < 0.2
          ? [[0, 0], [wide, 0], [wide, deep], [deep, deep], [deep, wide], [0, wide]] // prettier-ignore
          : [[0, 0], [wide, 0], [wide, deep], [0, deep]]; // prettier-ignore
      const place = ([x, y]: [number, number]): [number, number] => [
        toDegrees(toLattice(x0 + ((x * cos - (y + along) * sin) * metre) / 0.85)),
        toDegrees(toLattice(y0 + (x * sin + (y + along) * cos) * metre)),
      ];
      const ring = [...local, local[0]!].map(place);
      const hole: [number, number][] = [[3, 3], [3, 6], [6, 6], [6, 3], [3, 3]]; // prettier-ignore
      const floors = 1 + Math.floor(next() * 30);
      buildings.push({
        id,
        use: BUILDING_USES[Math.floor(next() * BUILDING_USES.length)]!,
        floors,
        heightM: floors * 3,
        coordinates: [next() < 0.02 ? [ring, hole.map(place)] : [ring]],
      });
    }
  }
  return buildings;
}

function asGeoJson(buildings: readonly BuildingOnWire[]): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    features: buildings.map((b) => ({
      type: 'Feature',
      id: b.id,
      properties: { use: b.use, floors: b.floors, heightM: b.heightM },
      geometry: { type: 'MultiPolygon', coordinates: b.coordinates },
    })),
  });
}

interface Collection {
  features: {
    id: number;
    properties: { use: (typeof BUILDING_USES)[number]; floors: number; heightM: number };
    geometry: { coordinates: [number, number][][][] };
  }[];
}

/** The same arrays with degrees, which is what GeoJSON has and costs it least. */
type InDegrees = Omit<PackedBuildings, 'positions'> & { positions: Float64Array };

/** GeoJSON text to typed arrays. */
function decodeGeoJson(text: string): InDegrees {
  const { features } = JSON.parse(text) as Collection;
  const count = features.length;
  let rings = 0;
  let vertices = 0;
  for (const f of features) {
    for (const polygon of f.geometry.coordinates) {
      rings += polygon.length;
      for (const ring of polygon) vertices += ring.length;
    }
  }
  const ids = new Uint32Array(count);
  const positions = new Float64Array(2 * vertices);
  const ringStarts = new Uint32Array(rings + 1);
  const ringBuilding = new Uint32Array(rings);
  const ringIsHole = new Uint8Array(rings);
  const heightM = new Float32Array(count);
  const floors = new Uint8Array(count);
  const use = new Uint8Array(count);
  let r = 0;
  let v = 0;
  for (let i = 0; i < count; i++) {
    const f = features[i]!;
    ids[i] = f.id;
    heightM[i] = f.properties.heightM;
    floors[i] = f.properties.floors;
    use[i] = BUILDING_USES.indexOf(f.properties.use);
    for (const polygon of f.geometry.coordinates) {
      for (let k = 0; k < polygon.length; k++) {
        ringBuilding[r] = i;
        ringIsHole[r] = k > 0 ? 1 : 0;
        for (const [x, y] of polygon[k]!) {
          positions[2 * v] = x;
          positions[2 * v + 1] = y;
          v++;
        }
        ringStarts[++r] = v;
      }
    }
  }
  return { count, ids, positions, ringStarts, ringBuilding, ringIsHole, heightM, floors, use };
}

function timed<T>(work: () => T): { ms: number; value: T } {
  const began = performance.now();
  const value = work();
  return { ms: performance.now() - began, value };
}

function same(a: InDegrees, b: PackedBuildings): boolean {
  return (
    a.positions.length === b.positions.length &&
    a.positions.every((degrees, i) => degrees === toDegrees(b.positions[i]!)) &&
    Buffer.compare(Buffer.from(a.ringStarts.buffer), Buffer.from(b.ringStarts.buffer)) === 0 &&
    Buffer.compare(Buffer.from(a.ringIsHole.buffer), Buffer.from(b.ringIsHole.buffer)) === 0 &&
    a.ids.every((id, i) => id === b.ids[i] && a.heightM[i] === b.heightM[i] && a.use[i] === b.use[i]) // prettier-ignore
  );
}

/** Both texts of one city; the city itself is let go, for a screen that decodes does not hold it either. */
function bothForms(): { text: string; packed: Uint8Array } {
  const buildings = footprints(COUNT);
  return { text: asGeoJson(buildings), packed: packBuildings(buildings) };
}

async function run(log: (line: string) => void): Promise<BenchResult[]> {
  const { text, packed } = bothForms();
  const zippedText = gzipSync(text, { level: 6 });
  const zipped = gzipSync(packed, { level: 6 });
  log(`GeoJSON ${text.length} bytes, packed ${packed.length}; gzip ${zippedText.length}, ${zipped.length}`); // prettier-ignore
  if (
    !same(decodeGeoJson(gunzipSync(zippedText).toString()), unpackBuildings(gunzipSync(zipped)))
  ) {
    throw new Error('the two do not decode to the same arrays');
  }
  const ours: number[] = [];
  const theirs: number[] = [];
  // Both are compiled before they are measured.
  for (let i = 0; i < WARM; i++) unpackBuildings(packed);
  for (let i = 0; i < WARM; i++) decodeGeoJson(text);
  // What one run left behind is not the next one's to clear.
  const clean = (): void => globalThis.gc?.();
  for (let round = 0; round < ROUNDS; round++) {
    clean();
    const before = timed(() => unpackBuildings(packed)).ms;
    clean();
    theirs.push(timed(() => decodeGeoJson(text)).ms);
    clean();
    ours.push((before + timed(() => unpackBuildings(packed)).ms) / 2);
  }
  const [mine, peer] = [median(ours), median(theirs)];
  const bytes = zipped.length / zippedText.length;
  return [
    {
      name: '100,000 buildings: bytes, gzip',
      unit: 'bytes',
      ours: zipped.length,
      peers: [{ name: 'GeoJSON', value: zippedText.length }],
      ratio: bytes,
      aim: '≤ 0.55 × GeoJSON',
      met: bytes <= 0.55,
    },
    {
      name: '100,000 buildings: decode to typed arrays',
      unit: 'ms',
      ours: mine,
      peers: [{ name: 'JSON.parse + arrays', value: peer }],
      ratio: mine / peer,
      aim: '≤ 0.02 × GeoJSON',
      met: mine / peer <= 0.02,
    },
  ];
}

export const bench: Bench = {
  name: 'buildings-wire',
  about: '100,000 buildings to typed arrays: packed bytes against GeoJSON, bytes and decode',
  run,
};
