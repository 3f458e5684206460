import type { FeatureGeometry } from '#data/features/feature.ts';
import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';

/** CGCS2000, longitude first: the SRID of every geometry in the database. */
export const SRID = 4490;

/** Any geometry that the database holds; a MultiPoint never occurs. */
export type Geometry = FeatureGeometry;

type Line = readonly (readonly [number, number])[];
const TYPES = { Point: 1, LineString: 2, Polygon: 3, MultiLineString: 5, MultiPolygon: 6 } as const;

function lineBytes(line: Line): number {
  return 4 + 16 * line.length;
}
function polygonBytes(rings: readonly Line[]): number {
  return rings.reduce((n, ring) => n + lineBytes(ring), 4);
}
function bodyBytes(g: Geometry): number {
  switch (g.type) {
    case 'Point':
      return 16;
    case 'LineString':
      return lineBytes(g.coordinates);
    case 'Polygon':
      return polygonBytes(g.coordinates);
    case 'MultiLineString':
      return g.coordinates.reduce((n, line) => n + 5 + lineBytes(line), 4);
    case 'MultiPolygon':
      return g.coordinates.reduce((n, rings) => n + 5 + polygonBytes(rings), 4);
  }
}

/** A geometry as EWKB (little-endian, with the SRID), the way PostGIS takes it from COPY. */
export function toEwkb(g: Geometry): Buffer {
  const bytes = Buffer.allocUnsafe(9 + bodyBytes(g));
  let at = 0;
  const u32 = (value: number): void => {
    at = bytes.writeUInt32LE(value, at);
  };
  const line = (points: Line): void => {
    u32(points.length);
    for (const point of points) {
      at = bytes.writeDoubleLE(point[0], at);
      at = bytes.writeDoubleLE(point[1], at);
    }
  };
  const polygon = (rings: readonly Line[]): void => {
    u32(rings.length);
    for (const ring of rings) line(ring);
  };
  const head = (type: number): void => {
    at = bytes.writeUInt8(1, at);
    u32(type);
  };
  at = bytes.writeUInt8(1, at);
  bytes.writeUInt32LE((TYPES[g.type] | 0x20000000) >>> 0, at);
  at = bytes.writeUInt32LE(SRID, at + 4);
  switch (g.type) {
    case 'Point':
      at = bytes.writeDoubleLE(g.coordinates[0], at);
      at = bytes.writeDoubleLE(g.coordinates[1], at);
      break;
    case 'LineString':
      line(g.coordinates);
      break;
    case 'Polygon':
      polygon(g.coordinates);
      break;
    case 'MultiLineString':
      u32(g.coordinates.length);
      for (const part of g.coordinates) {
        head(TYPES.LineString);
        line(part);
      }
      break;
    case 'MultiPolygon':
      u32(g.coordinates.length);
      for (const part of g.coordinates) {
        head(TYPES.Polygon);
        polygon(part);
      }
      break;
  }
  return bytes;
}

/** A geometry as hexadecimal EWKB, for COPY in text and for parameters. */
export function toEwkbHex(g: Geometry): string {
  return toEwkb(g).toString('hex');
}

/** What ST_AsBinary or a geometry column's own bytes hold. Throws RangeError on a type that the database does not store. */
export function fromEwkb(bytes: Buffer): Geometry {
  let at = 0;
  const u32 = (): number => {
    at += 4;
    return bytes.readUInt32LE(at - 4);
  };
  const point = (): [number, number] => {
    at += 16;
    return [bytes.readDoubleLE(at - 16), bytes.readDoubleLE(at - 8)];
  };
  const line = (): [number, number][] => {
    const points: [number, number][] = [];
    for (let n = u32(); n > 0; n--) points.push(point());
    return points;
  };
  const polygon = (): [number, number][][] => {
    const rings: [number, number][][] = [];
    for (let n = u32(); n > 0; n--) rings.push(line());
    return rings;
  };
  const head = (): number => {
    if (bytes.readUInt8(at++) !== 1) throw new RangeError('only little-endian WKB is read');
    const type = u32();
    if (type & 0x20000000) at += 4;
    return type & 0xffff;
  };
  const type = head();
  switch (type) {
    case TYPES.Point:
      return { type: 'Point', coordinates: point() };
    case TYPES.LineString:
      return { type: 'LineString', coordinates: line() };
    case TYPES.Polygon:
      return { type: 'Polygon', coordinates: polygon() };
    case TYPES.MultiLineString: {
      const lines: [number, number][][] = [];
      for (let n = u32(); n > 0; n--) {
        head();
        lines.push(line());
      }
      return { type: 'MultiLineString', coordinates: lines };
    }
    case TYPES.MultiPolygon:
      return { type: 'MultiPolygon', coordinates: multiPolygon() };
    default:
      throw new RangeError(`WKB type ${type} is not stored here`);
  }
  function multiPolygon(): MultiPolygonCoordinates {
    const polygons: MultiPolygonCoordinates = [];
    for (let n = u32(); n > 0; n--) {
      head();
      polygons.push(polygon());
    }
    return polygons;
  }
}

/** A geometry as plain WKB (OGC 06-103r4): what a file says that names its reference system elsewhere. */
export function toWkb(g: Geometry): Buffer {
  const extended = toEwkb(g);
  const bytes = Buffer.concat([extended.subarray(0, 5), extended.subarray(9)]);
  bytes.writeUInt32LE(TYPES[g.type], 1);
  return bytes;
}
