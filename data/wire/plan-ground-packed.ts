import type { Ring } from '#data/geo/geometry.ts';
import { toDegrees, toLattice } from '#data/geo/lattice.ts';
import type { GroundInput } from '#data/plans/plan-ground.ts';

import { createWriter, expectMagic, readRising, readSigned, readTexts, readVarint } from './varint.ts'; // prettier-ignore
import { writeMagic, type ByteReader, type ByteWriter } from './varint.ts';

/** What a planner's screen needs to count and has not got already: footprints, sites and features it holds. */
export type PackedPlanGround = Pick<
  GroundInput,
  'dwellers' | 'compounds' | 'incidents' | 'members' | 'owned' | 'own'
>;

const MAGIC = 'JWG1';

/**
 * As bytes. Ids of dwellers and compounds must rise. Places go to the lattice.
 *
 * @throws RangeError where ids do not rise
 */
export function packPlanGround(ground: PackedPlanGround): Uint8Array {
  const { dwellers, compounds, incidents, members, owned, own } = ground;
  const writer = createWriter(8 * dwellers.ids.length + 5 * incidents.length + 4096);
  writeMagic(writer, MAGIC);
  writeRising(writer, dwellers.ids);
  // One more than it is: 0 says that it is not known.
  for (const n of dwellers.households) writer.varint(n + 1);
  for (const n of dwellers.residents) writer.varint(n + 1);
  for (const id of dwellers.compounds) writer.varint(id);
  writeRising(writer, compounds.map(({ id }) => id)); // prettier-ignore
  writer.texts(compounds.map(({ name }) => name));
  for (const { ring } of compounds) writer.varint(ring.length);
  writePlaces(writer, compounds.flatMap(({ ring }) => ring.flat().map(toLattice))); // prettier-ignore
  writer.varint(incidents.length / 2);
  writePlaces(writer, incidents);
  const staff = [...members].sort(([a], [b]) => a - b);
  writeRising(writer, staff.map(([id]) => id)); // prettier-ignore
  for (const [, n] of staff) writer.varint(n);
  writeRising(
    writer,
    [...owned].sort((a, b) => a - b),
  );
  const counts = [...own].sort(([a], [b]) => a - b);
  writeRising(writer, counts.map(([id]) => id)); // prettier-ignore
  for (const [, { households, residents }] of counts) {
    writer.varint((households ?? -1) + 1);
    writer.varint((residents ?? -1) + 1);
  }
  return writer.finish();
}

/** The same. Throws RangeError on bytes that are not packed ground. */
export function unpackPlanGround(bytes: Uint8Array): PackedPlanGround {
  const reader = expectMagic(bytes, MAGIC);
  const ids = readIds(reader);
  const column = (less: number): number[] => Array.from(ids, () => readVarint(reader) - less);
  const households = Int32Array.from(column(1));
  const residents = Int32Array.from(column(1));
  const dwellers = { ids, households, residents, compounds: Uint32Array.from(column(0)) };
  const compoundIds = readIds(reader);
  const names = readTexts(reader, compoundIds.length);
  const lengths = names.map(() => readVarint(reader));
  const corners = readPlaces(reader, lengths.reduce((sum, n) => sum + n, 0)); // prettier-ignore
  let at = 0;
  const compounds = names.map((name, i) => {
    const ring: Ring = Array.from({ length: lengths[i]! }, () => [toDegrees(corners[at++]!), toDegrees(corners[at++]!)]); // prettier-ignore
    return { id: compoundIds[i]!, name, ring };
  });
  const incidents = readPlaces(reader, readVarint(reader));
  const members = new Map(Array.from(readIds(reader), (id): [number, number] => [id, 0]));
  for (const id of members.keys()) members.set(id, readVarint(reader));
  const owned = new Set(readIds(reader));
  const own = new Map<number, { households: number | null; residents: number | null }>();
  const orNull = (n: number): number | null => (n === 0 ? null : n - 1);
  for (const id of readIds(reader))
    own.set(id, { households: orNull(readVarint(reader)), residents: orNull(readVarint(reader)) });
  if (reader.at !== bytes.length)
    throw new RangeError(`${bytes.length - reader.at} bytes behind the packed ground`);
  return { dwellers, compounds, incidents, members, owned, own };
}

function writeRising(writer: ByteWriter, ids: ArrayLike<number>): void {
  writer.varint(ids.length);
  let last = 0;
  for (let i = 0; i < ids.length; i++) {
    if (ids[i]! <= last) throw new RangeError(`id ${ids[i]} comes after ${last}`);
    writer.signed(ids[i]! - last);
    last = ids[i]!;
  }
}

function readIds(reader: ByteReader): Uint32Array {
  const count = readVarint(reader);
  if (count > reader.bytes.length)
    throw new RangeError(`${reader.bytes.length} bytes cannot hold ${count} ids`);
  return readRising(reader, count);
}

/** x and y interleaved, each as its step from the one before. */
function writePlaces(writer: ByteWriter, places: ArrayLike<number>): void {
  const pen = [0, 0];
  for (let i = 0; i < places.length; i++) {
    writer.signed(places[i]! - pen[i % 2]!);
    pen[i % 2] = places[i]!;
  }
}

function readPlaces(reader: ByteReader, count: number): Int32Array {
  if (count > reader.bytes.length)
    throw new RangeError(`${reader.bytes.length} bytes cannot hold ${count} places`);
  const places = new Int32Array(2 * count);
  const pen = [0, 0];
  for (let i = 0; i < places.length; i++) places[i] = pen[i % 2]! += readSigned(reader);
  return places;
}
