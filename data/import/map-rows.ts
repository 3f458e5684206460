import type { FeatureGeometry, FeatureKind } from '#data/features/feature.ts';
import type { BuildingUse } from '#data/buildings/building.ts';
import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';
import type { IncidentOrigin, IncidentState } from '#data/incidents/incident.ts';
import type { CameraState, SiteKind } from '#data/sites/site.ts';
import type { UnitKind } from '#data/units/unit.ts';

import { readIsoTime } from './local-time.ts';
import type { TimeRefusal } from './local-time.ts';
import type {
  BuildingInput,
  FeatureInput,
  IncidentInput,
  SiteInput,
  UnitInput,
  When,
} from './manifest.ts';
import type { RowRefusal } from './report.ts';
import { snapGeometry } from './snap-geometry.ts';
import { choose, pickNumber, pickText, type SourceRow } from './source-row.ts';

/** What becomes of a row: a value to store with how far it was moved, or why not. 'left-out' is the manifest's own wish. */
export type Mapped<T> = { row: T; moveDeg: number } | { refused: RowRefusal } | 'left-out';

const no = (refused: RowRefusal) => ({ refused });
const tooLong = (text: string | null, most: number) => text !== null && text.length > most;

export interface FeatureRow {
  key: string;
  kind: FeatureKind;
  class: string;
  name: string | null;
  nameEn: string | null;
  geometry: FeatureGeometry;
}

/** A piece of the base map; areas of water, green and built ground are polygons, gates points. */
export function mapFeature(row: SourceRow, input: FeatureInput): Mapped<FeatureRow> {
  const word = choose(row, input.class);
  if (word === null) return 'left-out';
  const key = pickText(row, input.key);
  if (key === null) return no('no-key');
  const snapped = snapGeometry(row.geometry);
  if (typeof snapped === 'string') return no(snapped);
  const [kind, klass] = word.split('/') as [FeatureKind, string];
  if ((kind === 'gate') !== (snapped.geometry.type === 'Point')) return no('wrong-geometry');
  return {
    row: {
      key,
      kind,
      class: klass,
      name: pickText(row, input.name),
      nameEn: pickText(row, input.nameEn),
      geometry: snapped.geometry,
    },
    moveDeg: snapped.moveDeg,
  };
}

export interface BuildingRow {
  key: string;
  code: string;
  name: string | null;
  address: string | null;
  use: BuildingUse;
  floors: number | null;
  heightM: number | null;
  households: number | null;
  residents: number | null;
  coordinates: MultiPolygonCoordinates;
}

/** A footprint. Counts are whole and not negative. */
export function mapBuilding(row: SourceRow, input: BuildingInput): Mapped<BuildingRow> {
  const use = choose(row, input.use);
  if (use === null) return 'left-out';
  const key = pickText(row, input.key);
  if (key === null) return no('no-key');
  const snapped = snapGeometry(row.geometry);
  if (typeof snapped === 'string') return no(snapped);
  const { geometry } = snapped;
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return no('wrong-geometry');
  const floors = pickNumber(row, input.floors);
  const heightM = pickNumber(row, input.heightM);
  const households = pickNumber(row, input.households);
  const residents = pickNumber(row, input.residents);
  const counts: [number | null, number][] = [
    [floors, 200],
    [households, 100_000],
    [residents, 1_000_000],
  ];
  if (counts.some(([n, most]) => n !== null && !(Number.isInteger(n) && n >= 0 && n <= most))) {
    return no('bad-number');
  }
  if (heightM !== null && !(heightM >= 0 && heightM <= 1000)) return no('bad-number');
  return {
    row: {
      key,
      code: pickText(row, input.code) ?? key,
      name: pickText(row, input.name),
      address: pickText(row, input.address),
      use: use as BuildingUse,
      floors,
      heightM,
      households,
      residents,
      coordinates: geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
    },
    moveDeg: snapped.moveDeg,
  };
}

/** A point of a row: its GeoJSON point, or two columns. null where there is none. */
function pointOf(
  row: SourceRow,
  at: { lng: string; lat: string } | undefined,
): { at: [number, number] | null; moveDeg: number } | RowRefusal {
  if (at) {
    const lng = pickNumber(row, at.lng);
    const lat = pickNumber(row, at.lat);
    if (lng === null || lat === null) return { at: null, moveDeg: 0 };
    const snapped = snapGeometry({ type: 'Point', coordinates: [lng, lat] });
    if (typeof snapped === 'string') return snapped;
    return { at: snapped.geometry.coordinates as [number, number], moveDeg: snapped.moveDeg };
  }
  if (row.geometry === null || row.geometry === undefined) return { at: null, moveDeg: 0 };
  const snapped = snapGeometry(row.geometry);
  if (typeof snapped === 'string') return snapped;
  if (snapped.geometry.type !== 'Point') return 'wrong-geometry';
  return { at: snapped.geometry.coordinates, moveDeg: snapped.moveDeg };
}

/** How local times are read; of the district's zone. */
export type LocalTime = (text: string) => number | TimeRefusal;

function timeOf(
  row: SourceRow,
  when: When | undefined,
  local: LocalTime,
): number | null | TimeRefusal {
  const text = when && pickText(row, when.from);
  if (!when || text === null || text === undefined) return null;
  return when.as === 'iso' ? readIsoTime(text) : local(text);
}

export interface SiteRow {
  key: string;
  code: string;
  kind: SiteKind;
  class: string;
  name: string;
  at: [number, number];
  azimuthDeg: number | null;
  state: CameraState | null;
  stateAt: string | null;
}

/** A camera, station or management point. A camera whose state nobody says is unreachable since its data's time. */
export function mapSite(
  row: SourceRow,
  input: SiteInput,
  local: LocalTime,
  asOf: string,
): Mapped<SiteRow> {
  const word = choose(row, input.class);
  if (word === null) return 'left-out';
  const key = pickText(row, input.key);
  if (key === null) return no('no-key');
  const point = pointOf(row, input.at);
  if (typeof point === 'string') return no(point);
  if (point.at === null) return no('no-geometry');
  const [kind, klass] = word.split('/') as [SiteKind, string];
  const camera = kind === 'camera';
  const azimuthDeg = camera ? pickNumber(row, input.azimuthDeg) : null;
  if (azimuthDeg !== null && !Number.isFinite(azimuthDeg)) return no('bad-number');
  const stateAt = camera ? timeOf(row, input.stateAt, local) : null;
  if (typeof stateAt === 'string') return no(stateAt);
  return {
    row: {
      key,
      code: pickText(row, input.code) ?? key,
      kind,
      class: klass,
      name: pickText(row, input.name) ?? '',
      at: point.at,
      azimuthDeg: azimuthDeg === null ? null : ((azimuthDeg % 360) + 360) % 360,
      state: camera
        ? (((input.state && choose(row, input.state)) as CameraState | null) ?? 'unreachable')
        : null,
      stateAt: camera ? (stateAt === null ? asOf : new Date(stateAt).toISOString()) : null,
    },
    moveDeg: point.moveDeg,
  };
}

export interface UnitRow {
  key: string;
  code: string;
  kind: UnitKind;
  name: string;
  /** Code of its area. */
  homeArea: string | null;
}

/** Who can be sent. */
export function mapUnit(row: SourceRow, input: UnitInput): Mapped<UnitRow> {
  const kind = choose(row, input.kind);
  if (kind === null) return 'left-out';
  const key = pickText(row, input.key);
  if (key === null) return no('no-key');
  const name = pickText(row, input.name);
  if (name === null) return no('no-name');
  const code = pickText(row, input.code) ?? key;
  if (code.length > 64) return no('text-too-long');
  return {
    row: { key, code, kind: kind as UnitKind, name, homeArea: pickText(row, input.homeArea) },
    moveDeg: 0,
  };
}

export interface IncidentRow {
  key: string;
  category: string;
  title: string;
  description: string;
  address: string | null;
  at: [number, number] | null;
  origin: IncidentOrigin;
  reportedAt: string;
  state: IncidentState;
  closedAt: string | null;
}

/** An incident of another system, open or closed there. */
export function mapIncident(
  row: SourceRow,
  input: IncidentInput,
  local: LocalTime,
): Mapped<IncidentRow> {
  const key = pickText(row, input.key);
  if (key === null) return no('no-key');
  const category = choose(row, input.category);
  const state = choose(row, input.state) as IncidentState | null;
  if (category === null || state === null) return no('unknown-word');
  const title = pickText(row, input.title);
  if (title === null) return no('no-name');
  const description = pickText(row, input.description) ?? '';
  if (tooLong(title, 200) || tooLong(description, 4000)) return no('text-too-long');
  const reported = timeOf(row, input.reportedAt, local);
  if (reported === null) return no('no-time');
  if (typeof reported === 'string') return no(reported);
  let closed: number | null = null;
  if (state === 'closed') {
    const time = timeOf(row, input.closedAt, local);
    if (time === null) return no('closed-without-time');
    if (typeof time === 'string') return no(time);
    if (time < reported) return no('closed-before-reported');
    closed = time;
  }
  const point = pointOf(row, input.at);
  if (typeof point === 'string') return no(point);
  return {
    row: {
      key,
      category,
      title,
      description,
      address: pickText(row, input.address),
      at: point.at,
      origin: ((input.origin && choose(row, input.origin)) as IncidentOrigin | null) ?? 'import',
      reportedAt: new Date(reported).toISOString(),
      state,
      closedAt: closed === null ? null : new Date(closed).toISOString(),
    },
    moveDeg: point.moveDeg,
  };
}
