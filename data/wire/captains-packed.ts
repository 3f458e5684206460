import {
  createWriter,
  expectMagic,
  readRising,
  readTexts,
  readVarint,
  writeMagic,
} from './varint.ts';

/** Who answers for which building: buildings by rising id, each with its captain among the names. */
export interface PackedCaptains {
  buildingIds: Uint32Array;
  /** Place of each building's captain in `names`. */
  captain: Uint32Array;
  /** A captain has several buildings where houses are small. */
  names: string[];
}

const MAGIC = 'JWC1';

/** As bytes. `buildingIds` must rise. */
export function packCaptains({ buildingIds, captain, names }: PackedCaptains): Uint8Array {
  const writer = createWriter(4 * buildingIds.length + 8 * names.length + 64);
  writeMagic(writer, MAGIC);
  writer.varint(buildingIds.length);
  let last = 0;
  for (const id of buildingIds) {
    if (id <= last) throw new RangeError('buildings are not in the order of their ids');
    writer.signed(id - last);
    last = id;
  }
  for (const place of captain) writer.varint(place);
  writer.varint(names.length);
  writer.texts(names);
  return writer.finish();
}

/** The same as typed arrays. Throws RangeError on bytes that are not packed captains. */
export function unpackCaptains(bytes: Uint8Array): PackedCaptains {
  const reader = expectMagic(bytes, MAGIC);
  const count = readVarint(reader);
  const buildingIds = readRising(reader, count);
  const captain = new Uint32Array(count);
  for (let i = 0; i < count; i++) captain[i] = readVarint(reader);
  const names = readTexts(reader, readVarint(reader));
  return { buildingIds, captain, names };
}
