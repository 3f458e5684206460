import { createStore } from 'zustand/vanilla';

import type { MultiPolygonCoordinates } from '#data/areas/area.ts';
import type { Incident } from '#data/incidents/incident.ts';
import type { Plan } from '#data/plans/plan.ts';
import type { CameraState } from '#data/sites/site.ts';
import type { Unit } from '#data/units/unit.ts';
import { createColumns, type Columns } from '#data/wire/columns.ts';
import type { District, FeedsMessage, Figures, Versions } from '#data/wire/messages.ts';
import type {
  AreaOnWire,
  PackedAreas,
  PackedBuildings,
  PackedFeatures,
  PackedSites,
} from '#data/wire/packed.ts';

/**
 * What the server told us, one store a noun; none reads another. Values inside are replaced, never
 * changed in place (but for `unitColumns`, whose version says so), so `===` tells what is new.
 */

/** How a packed noun stands: a failed layer is struck through in the legend and may be tried again. */
export type LoadState = 'loading' | 'ready' | 'failed';

export interface ConnectionState {
  state: 'connecting' | 'live' | 'lost';
  /** When it became so, ms of this machine's clock. */
  since: number;
  /** When the server was last heard before it was lost, ms of this machine's clock; null while live. */
  heardAt: number | null;
  /** Server's clock minus this machine's, ms: `Date.now() + serverOffsetMs` is the server's now. */
  serverOffsetMs: number;
}
export const connectionStore = createStore<ConnectionState>(() => ({
  state: 'connecting',
  since: Date.now(),
  heardAt: null,
  serverOffsetMs: 0,
}));

/** The server's clock, ms since 1970. */
export function serverNow(): number {
  return Date.now() + connectionStore.getState().serverOffsetMs;
}

export interface DistrictState {
  district: District | null;
  versions: Versions | null;
}
export const districtStore = createStore<DistrictState>(() => ({ district: null, versions: null }));

/** Of an area: what its buildings or its own count say; estimated where made by sharing. */
export interface AreaFigures {
  households: number | null;
  residents: number | null;
  estimated: boolean;
}

export interface AreaState {
  load: LoadState;
  packed: PackedAreas | null;
  byId: ReadonlyMap<number, AreaOnWire>;
  figures: ReadonlyMap<number, AreaFigures>;
  /** Cell that a point belongs to, 0 = outside; null until loaded. */
  cellAt: (lng: number, lat: number) => number;
  /** Children in the order of their codes; null = the roots. */
  childrenOf: (areaId: number | null) => readonly AreaOnWire[];
  /** From the district down to the area itself; empty where unknown. */
  chainOf: (areaId: number) => readonly AreaOnWire[];
  /** Border of any area, dissolved from its cells; null where unknown. */
  polygonsOf: (areaId: number) => MultiPolygonCoordinates | null;
}
export const areaStore = createStore<AreaState>(() => ({
  load: 'loading',
  packed: null,
  byId: new Map(),
  figures: new Map(),
  cellAt: () => 0,
  childrenOf: () => [],
  chainOf: () => [],
  polygonsOf: () => null,
}));

/** A line for the ticker: the newest first. */
export interface RecentChange {
  at: string;
  kind: 'reported' | 'closed';
  incident: Incident;
}
/** Incidents closed on one day, kept when asked for (`loadClosed`), and those heard to be closed since this page came. */
export interface ClosedIncidents {
  /** The day that was asked for, YYYY-MM-DD in the district's zone; null while nobody asked. */
  day: string | null;
  load: LoadState;
  byId: ReadonlyMap<string, Incident>;
}
export interface IncidentState {
  /** Open ones by id. */
  byId: ReadonlyMap<string, Incident>;
  version: number;
  figures: Figures | null;
  /** When the figures were so, ms of the server's clock: what they say of "today" is of that day. */
  figuresAt: number;
  recent: readonly RecentChange[];
  closed: ClosedIncidents;
}
export const incidentStore = createStore<IncidentState>(() => ({
  byId: new Map(),
  version: 0,
  figures: null,
  figuresAt: 0,
  recent: [],
  closed: { day: null, load: 'loading', byId: new Map() },
}));

export interface UnitState {
  byId: ReadonlyMap<number, Unit>;
  version: number;
}
export const unitStore = createStore<UnitState>(() => ({ byId: new Map(), version: 0 }));

/** The newest fix of every unit. Read it on an animation frame when its version moved; never from React. */
export const unitColumns: Columns = createColumns(4096);

export interface SiteState {
  load: LoadState;
  packed: PackedSites | null;
  /** Camera states that differ from the packed ones, by site id. */
  states: ReadonlyMap<number, { state: CameraState; at: string }>;
}
export const siteStore = createStore<SiteState>(() => ({
  load: 'loading',
  packed: null,
  states: new Map(),
}));

export interface BuildingState {
  load: LoadState;
  packed: PackedBuildings | null;
}
export const buildingStore = createStore<BuildingState>(() => ({ load: 'loading', packed: null }));

export interface FeatureState {
  load: LoadState;
  packed: PackedFeatures | null;
}
export const featureStore = createStore<FeatureState>(() => ({ load: 'loading', packed: null }));

export interface PlanStoreState {
  /** Plans that something was done to since this page came, as they are since then; all others are asked for. */
  told: ReadonlyMap<string, Plan>;
}
export const planStore = createStore<PlanStoreState>(() => ({ told: new Map() }));

export interface FeedState {
  message: FeedsMessage | null;
  /** When it came, ms of this machine's clock. */
  receivedAt: number;
}
export const feedStore = createStore<FeedState>(() => ({ message: null, receivedAt: 0 }));
