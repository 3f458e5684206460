import { AREA_KINDS, type AreaSaid } from '#data/areas/area.ts';
import type { Coverage } from '#data/coverage/coverage.ts';
import { LATTICE_PER_DEGREE, toDegrees, toLattice } from '#data/geo/lattice.ts';

import { readParts } from './lattice-path.ts';
import type { AreaOnWire, PackedAreas } from './packed.ts';
import { createWriter, expectMagic, readBytes, readSigned, readTexts } from './varint.ts';
import { readVarint, writeMagic, type ByteReader } from './varint.ts';

const MAGIC = 'JWA3';

/**
 * An edition's borders as arcs with the cell on either side, and the areas that label them, as
 * bytes. Lossless but for `labelAt`, which goes to the lattice. The same arguments give the same
 * bytes. Throws RangeError on an area whose kind is not in AREA_KINDS.
 *
 * @param lockedBorders edges by their ends, as in `PackedAreas`
 */
export function packAreas(
  editionId: number,
  areas: readonly AreaOnWire[],
  c: Coverage,
  lockedBorders: ArrayLike<number> = [],
): Uint8Array {
  const writer = createWriter(c.vertices.length * 3 + areas.length * 48 + 1024);
  writeMagic(writer, MAGIC);
  writer.varint(editionId);
  writer.varint(areas.length);
  let last = 0;
  for (const area of areas) {
    writer.signed(area.id - last);
    writer.signed(area.parentId === null ? 0 : area.id - area.parentId);
    last = area.id;
  }
  for (const area of areas) writer.byte(area.level);
  for (const area of areas) {
    const kind = AREA_KINDS.indexOf(area.kind);
    if (kind < 0) throw new RangeError(`${area.kind} is no kind of area`);
    writer.byte(2 * kind + (area.nameEn === null ? 0 : 1));
  }
  writer.texts(areas.map((area) => area.code));
  writer.texts(areas.map((area) => area.name));
  writer.texts(areas.map((area) => area.nameEn ?? ''));
  writer.texts(areas.map(sayBeside));
  let [x, y] = [c.originX, c.originY];
  writer.signed(x);
  writer.signed(y);
  for (const area of areas) {
    const [lx, ly] = [toLattice(area.labelAt[0]), toLattice(area.labelAt[1])];
    writer.signed(lx - x);
    writer.signed(ly - y);
    [x, y] = [lx, ly];
  }

  const arcs = c.left.length;
  writer.varint(arcs);
  for (let i = 0; i < arcs; i++) writer.varint(c.starts[i + 1]! - c.starts[i]!);
  let left = 0;
  for (let i = 0; i < arcs; i++) {
    writer.signed(c.left[i]! - left);
    writer.signed(c.right[i]! - c.left[i]!);
    left = c.left[i]!;
  }
  [x, y] = [0, 0];
  for (let v = 0; v < c.vertices.length; v += 2) {
    const [vx, vy] = [c.vertices[v]! + c.originX, c.vertices[v + 1]! + c.originY];
    writer.signed(vx - x);
    writer.signed(vy - y);
    [x, y] = [vx, vy];
  }

  writer.varint(lockedBorders.length / 4);
  [x, y] = [c.originX, c.originY];
  for (let i = 0; i < lockedBorders.length; i += 2) {
    writer.signed(lockedBorders[i]! - x);
    writer.signed(lockedBorders[i + 1]! - y);
    [x, y] = [lockedBorders[i]!, lockedBorders[i + 1]!];
  }
  return writer.finish();
}

/**
 * What `packAreas` packed, in typed arrays. Throws RangeError, naming the value, on bytes of another
 * kind or version, cut short, with more behind them, or with counts that they cannot hold.
 */
export function unpackAreas(bytes: Uint8Array): PackedAreas {
  const reader = expectMagic(bytes, MAGIC);
  const editionId = readVarint(reader);
  const count = readCount(reader, 'areas', 8);
  const ids: number[] = [];
  const parents: (number | null)[] = [];
  let last = 0;
  for (let i = 0; i < count; i++) {
    last += readSigned(reader);
    const up = readSigned(reader);
    ids.push(last);
    parents.push(up === 0 ? null : last - up);
  }
  const levels = readBytes(reader, count);
  const kinds = readBytes(reader, count);
  const codes = readTexts(reader, count);
  const names = readTexts(reader, count);
  const namesEn = readTexts(reader, count);
  const beside = readTexts(reader, count);
  const origin = [readSigned(reader), readSigned(reader)] as const;
  let [x, y] = origin;
  const areas = ids.map((id, i): AreaOnWire => {
    const kind = AREA_KINDS[kinds[i]! >> 1];
    if (!kind) throw new RangeError(`area ${id} has kind ${kinds[i]! >> 1}`);
    x += readSigned(reader);
    y += readSigned(reader);
    return {
      id,
      code: codes[i]!,
      parentId: parents[i]!,
      level: levels[i]!,
      kind,
      name: names[i]!,
      nameEn: kinds[i]! & 1 ? namesEn[i]! : null,
      labelAt: [toDegrees(x), toDegrees(y)],
      ...readBeside(beside[i]!, id),
    };
  });

  const arcs = readCount(reader, 'arcs', 5);
  const starts = new Uint32Array(arcs + 1);
  for (let i = 0; i < arcs; i++) {
    const length = readVarint(reader);
    if (length < 2 || starts[i]! + length > bytes.length)
      throw new RangeError(`arc ${i} has ${length} vertices`);
    starts[i + 1] = starts[i]! + length;
  }
  const left = new Uint32Array(arcs);
  const right = new Uint32Array(arcs);
  let cell = 0;
  for (let i = 0; i < arcs; i++) {
    cell += readSigned(reader);
    left[i] = cell;
    right[i] = cell + readSigned(reader);
  }
  if (2 * starts[arcs]! > bytes.length - reader.at)
    throw new RangeError(`${bytes.length - reader.at} bytes cannot hold ${starts[arcs]} vertices`);
  const positions = new Float64Array(2 * starts[arcs]!);
  readParts(reader, starts, () => false, positions);
  for (const degrees of positions)
    if (!(Math.abs(degrees) * LATTICE_PER_DEGREE <= 180 * LATTICE_PER_DEGREE))
      throw new RangeError(`a vertex lies at ${degrees}°`);
  const lockedBorders = new Int32Array(4 * readCount(reader, 'locked edges', 4));
  let end: [number, number] = [...origin];
  for (let i = 0; i < lockedBorders.length; i += 2) {
    end = [end[0] + readSigned(reader), end[1] + readSigned(reader)];
    const far = end.find((steps) => !(Math.abs(steps) <= 180 * LATTICE_PER_DEGREE));
    if (far !== undefined) throw new RangeError(`a locked edge ends at ${toDegrees(far)}°`);
    lockedBorders.set(end, i);
  }
  if (reader.at !== bytes.length)
    throw new RangeError(`${bytes.length - reader.at} bytes behind the packed areas`);
  return { editionId, areas, positions, starts, left, right, lockedBorders };
}

/** What an edition says of an area beside; '' for nothing, as of nearly all. */
function sayBeside({ leaderId, ownerId, band, locked }: AreaOnWire): string {
  const said = {
    ...(leaderId == null ? {} : { leaderId }),
    ...(ownerId == null ? {} : { ownerId }),
    ...(band == null ? {} : { band }),
    ...(locked ? { locked } : {}),
  };
  return Object.keys(said).length === 0 ? '' : JSON.stringify(said);
}

function readBeside(text: string, id: number): Partial<AreaSaid> {
  if (text === '') return {};
  try {
    return JSON.parse(text) as Partial<AreaSaid>;
  } catch {
    throw new RangeError(`what is said of area ${id} cannot be read`);
  }
}

/** A count that the bytes left could hold. */
function readCount(reader: ByteReader, of: string, leastBytes: number): number {
  const count = readVarint(reader);
  if (count * leastBytes > reader.bytes.length - reader.at)
    throw new RangeError(`${reader.bytes.length - reader.at} bytes cannot hold ${count} ${of}`);
  return count;
}
