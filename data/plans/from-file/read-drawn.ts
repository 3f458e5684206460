import { AREA_KINDS, type AreaKind } from '#data/areas/area.ts';
import type { MultiPolygonCoordinates, Position } from '#data/geo/geometry.ts';
import { toDegrees, toLattice } from '#data/geo/lattice.ts';

/** A cell as another program has drawn it; what the file does not say is undefined. */
export interface DrawnCell {
  /** In the file, from 1. */
  row: number;
  id?: number;
  code?: string;
  name?: string;
  nameEn?: string | null;
  kind?: AreaKind;
  level?: number;
  /** The code of what it belongs to. */
  parent?: string;
  coordinates: MultiPolygonCoordinates;
}

/** Why a file is not taken. */
export const DRAWN_REFUSALS = [
  /** It is no FeatureCollection. */
  'not-geojson',
  /** It is no GeoPackage, or has no layer of polygons. */
  'no-layer',
  /** Its coordinates are no degrees of CGCS2000 or WGS 84. */
  'not-degrees',
  /** It holds nothing, or more than a district has. */
  'bad-count',
  /** A row has no polygon, or one that is no ring of longitudes and latitudes. */
  'bad-row',
  /** Two rows are of one area. */
  'twice',
  /** More areas have another border than one act may redraw. */
  'too-many-cells',
] as const;
export type DrawnRefusal = (typeof DRAWN_REFUSALS)[number];

export const ROWS_MAX = 20_000;
const CORNERS_MAX = 2_000_000;

/** A row of a file, before anything is known of it. */
export interface ReadFeature {
  geometry: { type?: string; coordinates?: unknown } | null;
  properties: Record<string, unknown> | null;
}

/**
 * Cells of a GeoJSON file (RFC 7946) with the columns by which areas are handed out: id, code, parent, level, kind, name, name_en.
 * Coordinates go to the lattice; corners that fall together are one.
 */
export function readDrawn(text: string): DrawnCell[] | { refused: DrawnRefusal; row: number } {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return { refused: 'not-geojson', row: 0 };
  }
  const { type, features } = (file ?? {}) as { type?: unknown; features?: unknown };
  if (type !== 'FeatureCollection' || !Array.isArray(features)) return { refused: 'not-geojson', row: 0 }; // prettier-ignore
  return cellsOf(features as (ReadFeature | null)[]);
}

/** The same of the rows of any file. */
export function cellsOf(
  features: readonly (ReadFeature | null)[],
): DrawnCell[] | { refused: DrawnRefusal; row: number } {
  if (features.length === 0 || features.length > ROWS_MAX) return { refused: 'bad-count', row: 0 };
  const cells: DrawnCell[] = [];
  const seen = new Set<number | string>();
  let corners = 0;
  for (const [i, feature] of features.entries()) {
    const row = i + 1;
    const { geometry = null, properties = null } = feature ?? {};
    const coordinates = polygonsOf(geometry);
    corners += coordinates?.flat(2).length ?? 0;
    if (!coordinates || corners > CORNERS_MAX) return { refused: 'bad-row', row };
    const cell = { row, ...saidIn(properties ?? {}), coordinates };
    const key = cell.id ?? cell.code;
    if (key !== undefined && seen.has(key)) return { refused: 'twice', row };
    if (key !== undefined) seen.add(key);
    cells.push(cell);
  }
  return cells;
}

function saidIn(said: Record<string, unknown>): Omit<DrawnCell, 'row' | 'coordinates'> {
  const text = (key: string, most: number): string | undefined => {
    const value = said[key];
    return typeof value === 'string' && value.length <= most ? value : undefined;
  };
  const whole = (key: string): number | undefined => {
    const value = said[key];
    return Number.isInteger(value) && (value as number) > 0 ? (value as number) : undefined;
  };
  const kind = AREA_KINDS.find((one) => one === said['kind']);
  const nameEn = said['name_en'] === null ? null : text('name_en', 200);
  const all = { id: whole('id'), code: text('code', 64) || undefined, name: text('name', 200), nameEn, kind, level: whole('level'), parent: text('parent', 64) || undefined }; // prettier-ignore
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** On the lattice, each ring closed; null where it is none. */
function polygonsOf(
  geometry: { type?: string; coordinates?: unknown } | null | undefined,
): MultiPolygonCoordinates | null {
  const { type, coordinates } = geometry ?? {};
  const polygons =
    type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : null;
  if (!Array.isArray(polygons) || polygons.length === 0) return null;
  const out: MultiPolygonCoordinates = [];
  for (const polygon of polygons as unknown[]) {
    if (!Array.isArray(polygon) || polygon.length === 0) return null;
    const rings: Position[][] = [];
    for (const ring of polygon as unknown[]) {
      const closed = ringOf(ring);
      if (!closed) return null;
      rings.push(closed);
    }
    out.push(rings);
  }
  return out;
}

function ringOf(ring: unknown): Position[] | null {
  if (!Array.isArray(ring) || ring.length < 4) return null;
  const out: Position[] = [];
  for (const at of ring as unknown[]) {
    const [lng, lat] = Array.isArray(at) ? (at as unknown[]) : [];
    if (typeof lng !== 'number' || typeof lat !== 'number') return null;
    if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90)) return null;
    const place: Position = [toDegrees(toLattice(lng)), toDegrees(toLattice(lat))];
    const last = out.at(-1);
    if (!last || last[0] !== place[0] || last[1] !== place[1]) out.push(place);
  }
  const [first, last] = [out[0]!, out.at(-1)!];
  if (first[0] !== last[0] || first[1] !== last[1]) out.push(first);
  return out.length < 4 ? null : out;
}
