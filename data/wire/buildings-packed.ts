import { BUILDING_USES, type Building } from '#data/buildings/building.ts';
import { toLattice } from '#data/geo/lattice.ts';

import type { PackedBuildings } from './packed.ts';
import { createWriter, expectMagic, readBytes, readRising, readVarint } from './varint.ts';
import { readSigned, writeMagic, type ByteReader, type ByteWriter } from './varint.ts';

const MAGIC = 'JWB1';
/** Beside the number of vertices of each ring. */
const IS_HOLE = 1;
const BEGINS_BUILDING = 2;
const FAR = -32_768;

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
  pad(writer);
  for (const b of buildings)
    writeShort(writer, Math.min(65_535, Math.round((b.heightM ?? 0) * 10)));
  writer.varint(buildings.reduce((n, b) => b.coordinates.reduce((m, p) => m + p.length, n), 0));
  for (const b of buildings) {
    b.coordinates.forEach((polygon, part) =>
      polygon.forEach((ring, i) => {
        const begins = part === 0 && i === 0 ? BEGINS_BUILDING : 0;
        writer.varint(4 * (ring.length - 1) + begins + (i > 0 ? IS_HOLE : 0));
      }),
    );
  }
  writeSteps(writer, buildings);
  return writer.finish();
}

/**
 * Open rings as steps on the lattice, each from the vertex before: sixteen bits a step, low byte first; FAR says that the step is a varint among those that follow. Fixed widths cost nothing here (a wall of a house
 * takes two bytes either way) and are read twice as fast as varints.
 */
function writeSteps(writer: ByteWriter, buildings: readonly BuildingOnWire[]): void {
  const far: number[] = [];
  pad(writer);
  const last = [0, 0];
  for (const b of buildings) {
    for (const polygon of b.coordinates) {
      for (const ring of polygon) {
        for (let i = 0; i < ring.length - 1; i++) {
          for (const axis of [0, 1] as const) {
            const q = toLattice(ring[i]![axis]);
            let step = q - last[axis]!;
            last[axis] = q;
            if (step <= FAR || step > 32_767) {
              far.push(step);
              step = FAR;
            }
            writeShort(writer, step);
          }
        }
      }
    }
  }
  for (const step of far) writer.signed(step);
}

/** A byte of nothing where it is needed for sixteen-bit numbers to begin at an even one. */
function pad(writer: ByteWriter): void {
  if (writer.length() % 2 === 1) writer.byte(0);
}

/** Sixteen bits, low byte first, signed or not. */
function writeShort(writer: ByteWriter, value: number): void {
  writer.byte(value & 255);
  writer.byte((value >> 8) & 255);
}

/** The next `count` sixteen-bit numbers, in place where the bytes' own address allows it. */
function readShorts(reader: ByteReader, count: number): Int16Array {
  const { bytes } = reader;
  const from = reader.at + (reader.at % 2);
  if (from + 2 * count > bytes.length) throw new RangeError('packed bytes end too early');
  reader.at = from + 2 * count;
  const address = bytes.byteOffset + from;
  if (address % 2 === 0) return new Int16Array(bytes.buffer, address, count);
  const copy = new Int16Array(count);
  new Uint8Array(copy.buffer).set(bytes.subarray(from, reader.at));
  return copy;
}

function readSteps(reader: ByteReader, ringStarts: Uint32Array, positions: Int32Array): void {
  const rings = ringStarts.length - 1;
  const open = positions.length / 2 - rings;
  const steps = readShorts(reader, 2 * open);
  let at = 0;
  let x = 0;
  let y = 0;
  let p = 0;
  for (let ring = 0; ring < rings; ring++) {
    const begin = p;
    const end = 2 * ringStarts[ring + 1]! - 2;
    for (; p < end; p += 2) {
      const dx = steps[at]!;
      const dy = steps[at + 1]!;
      at += 2;
      // Whole numbers of 32 bits, which is what the processor adds fastest.
      x = (x + (dx === FAR ? readSigned(reader) : dx)) | 0;
      y = (y + (dy === FAR ? readSigned(reader) : dy)) | 0;
      positions[p] = x;
      positions[p + 1] = y;
    }
    positions[p] = positions[begin]!;
    positions[p + 1] = positions[begin + 1]!;
    p += 2;
  }
}

/** The same as typed arrays, ready for the map. Throws RangeError on bytes that are not packed buildings. */
export function unpackBuildings(bytes: Uint8Array): PackedBuildings {
  const reader = expectMagic(bytes, MAGIC);
  const count = readVarint(reader);
  const ids = readRising(reader, count);
  const use = readBytes(reader, count);
  const floors = readBytes(reader, count);
  const heightM = new Float32Array(count);
  const decimetres = readShorts(reader, count);
  for (let i = 0; i < count; i++) heightM[i] = (decimetres[i]! & 65_535) / 10;
  const rings = readVarint(reader);
  if (rings > bytes.length)
    throw new RangeError(`${bytes.length} bytes cannot hold ${rings} rings`);
  const ringStarts = new Uint32Array(rings + 1);
  const ringBuilding = new Uint32Array(rings);
  const ringIsHole = new Uint8Array(rings);
  let building = -1;
  let vertices = 0;
  let { at } = reader;
  for (let ring = 0; ring < rings; ring++) {
    let code = bytes[at++]!;
    if (code > 127) {
      reader.at = at - 1;
      code = readVarint(reader);
      at = reader.at;
    }
    if (code & BEGINS_BUILDING) building++;
    ringBuilding[ring] = building;
    ringIsHole[ring] = code & IS_HOLE;
    vertices += (code >>> 2) + 1;
    ringStarts[ring + 1] = vertices;
  }
  reader.at = at;
  const positions = new Int32Array(2 * vertices);
  readSteps(reader, ringStarts, positions);
  return { count, ids, positions, ringStarts, ringBuilding, ringIsHole, heightM, floors, use };
}
