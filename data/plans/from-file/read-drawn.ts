import { Check } from 'typebox/value';

import type { AreaKind } from '#data/areas/area.ts';
import type { MultiPolygonCoordinates, Position } from '#data/geo/geometry.ts';
import { toDegrees, toLattice } from '#data/geo/lattice.ts';
import { AreaWords } from '#data/plans/plan-act.ts';
import { isKeptText } from '#data/text/kept-text.ts';

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
  /** A column of a row says what there is not, or too much. */
  'bad-word',
  /** A row has more pieces, holes or corners than an act may redraw. */
  'too-many-corners',
  /** More areas, or longer borders, are others than one act may redraw. */
  'too-many-cells',
] as const;
export type DrawnRefusal = (typeof DRAWN_REFUSALS)[number];

export const ROWS_MAX = 20_000;
const CORNERS_MAX = 2_000_000;

/** What a row says that cannot be taken, and in which column. */
export interface BadWord {
  refused: 'bad-word';
  row: number;
  field: string;
}
type Refused = { refused: Exclude<DrawnRefusal, 'bad-word'>; row: number } | BadWord;

/** A row of a file, before anything is known of it. */
export interface ReadFeature {
  geometry: { type?: string; coordinates?: unknown } | null;
  properties: Record<string, unknown> | null;
}

/**
 * Cells of a GeoJSON file (RFC 7946) with the columns by which areas are handed out: id, code, parent, level, kind, name, name_en.
 * Coordinates go to the lattice; corners that fall together are one.
 */
export function readDrawn(text: string): DrawnCell[] | Refused {
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
export function cellsOf(features: readonly (ReadFeature | null)[]): DrawnCell[] | Refused {
  if (features.length === 0 || features.length > ROWS_MAX) return { refused: 'bad-count', row: 0 };
  const cells: DrawnCell[] = [];
  let corners = 0;
  for (const [i, feature] of features.entries()) {
    const row = i + 1;
    const { geometry = null, properties = null } = feature ?? {};
    const coordinates = polygonsOf(geometry);
    corners += coordinates?.flat(2).length ?? 0;
    if (!coordinates || corners > CORNERS_MAX) return { refused: 'bad-row', row };
    const said = saidIn(properties ?? {});
    if (typeof said === 'string') return { refused: 'bad-word', row, field: said };
    cells.push({ row, ...said, coordinates });
  }
  return cells;
}

/** What a row says, or the name of a column that says what cannot be. An empty text says nothing, but that a new area has no name. */
function saidIn(said: Record<string, unknown>): Omit<DrawnCell, 'row' | 'coordinates'> | string {
  const isSaid = (key: string): boolean => said[key] !== undefined && said[key] !== null && said[key] !== ''; // prettier-ignore
  // As an act is held against the same schema by the server; a line break or the like is in no name that was meant.
  const isWord = (key: keyof AreaWords) => (value: unknown) => Check(AreaWords.properties[key], value) && (typeof value !== 'string' || (isKeptText(value) && !/\p{Cc}/u.test(value))); // prettier-ignore
  const isWhole = (value: unknown): boolean => Number.isInteger(value) && (value as number) > 0;
  const taken: Record<string, (value: unknown) => boolean> = {
    id: isWhole,
    level: isWhole,
    code: isWord('code'),
    parent: isWord('code'),
    name: isWord('name'),
    name_en: isWord('nameEn'),
    kind: isWord('kind'),
  };
  const bad = Object.keys(taken).find((key) => isSaid(key) && !taken[key]!(said[key]));
  if (bad !== undefined) return bad;
  const keys = Object.keys(taken).filter(
    (key) => key !== 'name_en' && (isSaid(key) || (key === 'name' && said[key] === '')),
  );
  const out = Object.fromEntries(keys.map((key) => [key, said[key]]));
  return 'name_en' in said ? { ...out, nameEn: isSaid('name_en') ? (said['name_en'] as string) : null } : out; // prettier-ignore
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
