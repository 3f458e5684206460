import { BUILDING_USES, type Building } from '#data/buildings/building.ts';

import { readParts, writeVertices } from './lattice-path.ts';
import type { PackedBuildings } from './packed.ts';
import { createWriter, expectMagic, readBytes, readRising, readVarint } from './varint.ts';
import { writeMagic } from './varint.ts';

const MAGIC = 'JWB1';

/** What the map needs of a building. */
export type BuildingOnWire = Pick<Building, 'id' | 'use' | 'floors' | 'heightM' | 'coordinates'>;

/**
 * Footprints as bytes: columns of ids, uses, floors and heights (decimetres), then the rings without
 * their closing vertex as steps on the lattice. Coordinates must lie on the lattice of 1e-7°; off it
 * they are rounded to it. Order is kept; neighbours that follow each other pack smaller.
 */
export function packBuildings(buildings: readonly BuildingOnWire[]): Uint8Array {
  const writer = createWriter(buildings.length * 32 + 1024);
  writeMagic(writer, MAGIC);
  writer.varint(buildings.length);
  let lastId = 0;
  for (const b of buildings) {
    writer.signed(b.id - lastId);
    lastId = b.id;
  }
  for (const b of buildings) writer.byte(BUILDING_USES.indexOf(b.use));
  for (const b of buildings) writer.byte(Math.min(255, b.floors ?? 0));
  for (const b of buildings) writer.varint(Math.round((b.heightM ?? 0) * 10));
  for (const b of buildings) writer.varint(b.coordinates.reduce((n, p) => n + p.length, 0));
  for (const b of buildings) {
    for (const polygon of b.coordinates) {
      polygon.forEach((ring, i) => writer.varint(2 * (ring.length - 1) + (i > 0 ? 1 : 0)));
    }
  }
  const pen = { x: 0, y: 0 };
  for (const b of buildings) {
    for (const polygon of b.coordinates) {
      for (const ring of polygon) writeVertices(writer, pen, ring, ring.length - 1);
    }
  }
  return writer.finish();
}

/** The same as typed arrays, ready for the map. Throws RangeError on bytes that are not packed buildings. */
export function unpackBuildings(bytes: Uint8Array): PackedBuildings {
  const reader = expectMagic(bytes, MAGIC);
  const count = readVarint(reader);
  const ids = readRising(reader, count);
  const use = readBytes(reader, count);
  const floors = readBytes(reader, count);
  const heightM = new Float32Array(count);
  for (let i = 0; i < count; i++) heightM[i] = readVarint(reader) / 10;
  const ringsOf = new Uint32Array(count);
  let rings = 0;
  for (let i = 0; i < count; i++) rings += ringsOf[i] = readVarint(reader);
  const ringStarts = new Uint32Array(rings + 1);
  const ringBuilding = new Uint32Array(rings);
  const ringIsHole = new Uint8Array(rings);
  let ring = 0;
  let vertices = 0;
  for (let i = 0; i < count; i++) {
    for (let n = ringsOf[i]!; n > 0; n--) {
      const coded = readVarint(reader);
      ringBuilding[ring] = i;
      ringIsHole[ring] = coded & 1;
      vertices += (coded >>> 1) + 1;
      ringStarts[++ring] = vertices;
    }
  }
  const positions = new Float64Array(2 * vertices);
  readParts(reader, ringStarts, () => true, positions);
  return { count, ids, positions, ringStarts, ringBuilding, ringIsHole, heightM, floors, use };
}
