import { FEATURE_CLASSES, FEATURE_KINDS, type Feature } from '#data/features/feature.ts';

import { readParts, writeVertices } from './lattice-path.ts';
import type { PackedFeatures } from './packed.ts';
import { createWriter, expectMagic, readBytes, readRising, readTexts } from './varint.ts';
import { readVarint, writeMagic } from './varint.ts';

const MAGIC = 'JWF1';
const POINT = 0;
const LINE = 1;
const POLYGON = 2;

/** Parts of a feature in order: its points, lines or rings, and which rings are holes. */
function partsOf(feature: Feature): { line: [number, number][]; hole: boolean }[] {
  const g = feature.geometry;
  switch (g.type) {
    case 'Point':
      return [{ line: [g.coordinates], hole: false }];
    case 'LineString':
      return [{ line: g.coordinates, hole: false }];
    case 'MultiLineString':
      return g.coordinates.map((line) => ({ line, hole: false }));
    case 'Polygon':
      return g.coordinates.map((line, i) => ({ line, hole: i > 0 }));
    case 'MultiPolygon':
      return g.coordinates.flatMap((rings) => rings.map((line, i) => ({ line, hole: i > 0 })));
  }
}

function geometryOf(feature: Feature): number {
  if (feature.geometry.type === 'Point') return POINT;
  return feature.geometry.type.endsWith('LineString') ? LINE : POLYGON;
}

/**
 * The base map's features as bytes: columns first, then the vertices of all parts as steps on the
 * lattice (rings without their closing vertex). A class that its kind does not have is a bug: RangeError.
 */
export function packFeatures(features: readonly Feature[]): Uint8Array {
  const writer = createWriter(features.length * 64 + 1024);
  writeMagic(writer, MAGIC);
  writer.varint(features.length);
  let lastId = 0;
  for (const f of features) {
    writer.signed(f.id - lastId);
    lastId = f.id;
  }
  for (const f of features) writer.byte(FEATURE_KINDS.indexOf(f.kind));
  for (const f of features) {
    const index = (FEATURE_CLASSES[f.kind] as readonly string[]).indexOf(f.class);
    if (index < 0) throw new RangeError(`${f.kind} has no class ${f.class}`);
    writer.byte(index);
  }
  writer.texts(features.map((f) => f.name ?? ''));
  writer.texts(features.map((f) => f.nameEn ?? ''));
  for (const f of features) writer.byte(geometryOf(f));
  const parts = features.map(partsOf);
  for (const list of parts) writer.varint(list.length);
  parts.forEach((list, i) => {
    const open = geometryOf(features[i]!) === POLYGON ? 1 : 0;
    for (const part of list) writer.varint(2 * (part.line.length - open) + (part.hole ? 1 : 0));
  });
  const pen = { x: 0, y: 0 };
  parts.forEach((list, i) => {
    const open = geometryOf(features[i]!) === POLYGON ? 1 : 0;
    for (const part of list) writeVertices(writer, pen, part.line, part.line.length - open);
  });
  return writer.finish();
}

/** The same as typed arrays and names. Throws RangeError on bytes that are not packed features. */
export function unpackFeatures(bytes: Uint8Array): PackedFeatures {
  const reader = expectMagic(bytes, MAGIC);
  const count = readVarint(reader);
  const ids = readRising(reader, count);
  const kind = readBytes(reader, count);
  const classes = readBytes(reader, count);
  const names = readTexts(reader, count);
  const namesEn = readTexts(reader, count);
  const geometry = readBytes(reader, count);
  const partsOfEach = new Uint32Array(count);
  let parts = 0;
  for (let i = 0; i < count; i++) parts += partsOfEach[i] = readVarint(reader);
  const partStarts = new Uint32Array(parts + 1);
  const partFeature = new Uint32Array(parts);
  const partIsHole = new Uint8Array(parts);
  let part = 0;
  let vertices = 0;
  for (let i = 0; i < count; i++) {
    const closing = geometry[i] === POLYGON ? 1 : 0;
    for (let n = partsOfEach[i]!; n > 0; n--) {
      const coded = readVarint(reader);
      partFeature[part] = i;
      partIsHole[part] = coded & 1;
      vertices += (coded >>> 1) + closing;
      partStarts[++part] = vertices;
    }
  }
  const positions = new Float64Array(2 * vertices);
  readParts(reader, partStarts, (p) => geometry[partFeature[p]!] === POLYGON, positions);
  return {
    count,
    ids,
    kind,
    class: classes,
    names,
    namesEn,
    geometry,
    positions,
    partStarts,
    partFeature,
    partIsHole,
  };
}
