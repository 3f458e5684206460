import { CAMERA_STATES, SITE_CLASSES, SITE_KINDS, type Site } from '#data/sites/site.ts';

import { readParts, writeVertices } from './lattice-path.ts';
import type { PackedSites } from './packed.ts';
import { createWriter, expectMagic, readBytes, readRising, readTexts } from './varint.ts';
import { readVarint, writeMagic } from './varint.ts';

const MAGIC = 'JWS1';
/** In the column of states: not a camera. */
export const NO_STATE = 255;

/** What the map needs of a site. */
export type SiteOnWire = Pick<
  Site,
  'id' | 'kind' | 'class' | 'code' | 'name' | 'at' | 'azimuthDeg' | 'state'
>;

/** Cameras, stations and management points as bytes; azimuths to 0.1°. A class its kind does not have: RangeError. */
export function packSites(sites: readonly SiteOnWire[]): Uint8Array {
  const writer = createWriter(sites.length * 64 + 1024);
  writeMagic(writer, MAGIC);
  writer.varint(sites.length);
  let lastId = 0;
  for (const s of sites) {
    writer.signed(s.id - lastId);
    lastId = s.id;
  }
  for (const s of sites) writer.byte(SITE_KINDS.indexOf(s.kind));
  for (const s of sites) {
    const index = (SITE_CLASSES[s.kind] as readonly string[]).indexOf(s.class);
    if (index < 0) throw new RangeError(`${s.kind} has no class ${s.class}`);
    writer.byte(index);
  }
  for (const s of sites) {
    writer.byte(s.state === null ? NO_STATE : CAMERA_STATES.indexOf(s.state));
  }
  for (const s of sites) {
    writer.varint(s.azimuthDeg === null ? 0 : 1 + (Math.round(s.azimuthDeg * 10) % 3600));
  }
  writer.texts(sites.map((s) => s.code));
  writer.texts(sites.map((s) => s.name));
  const pen = { x: 0, y: 0 };
  for (const s of sites) writeVertices(writer, pen, [s.at]);
  return writer.finish();
}

/** The same as typed arrays. Throws RangeError on bytes that are not packed sites. */
export function unpackSites(bytes: Uint8Array): PackedSites {
  const reader = expectMagic(bytes, MAGIC);
  const count = readVarint(reader);
  const ids = readRising(reader, count);
  const kind = readBytes(reader, count);
  const classes = readBytes(reader, count);
  const state = readBytes(reader, count);
  const azimuthDeg = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const coded = readVarint(reader);
    azimuthDeg[i] = coded === 0 ? Number.NaN : (coded - 1) / 10;
  }
  const codes = readTexts(reader, count);
  const names = readTexts(reader, count);
  const positions = new Float64Array(2 * count);
  readParts(reader, Uint32Array.of(0, count), () => false, positions);
  return { count, ids, positions, kind, class: classes, state, azimuthDeg, codes, names };
}
