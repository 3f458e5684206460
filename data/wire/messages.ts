import { Type, type Static } from 'typebox';

import { Level } from '#data/areas/area.ts';
import { Category, type Incident } from '#data/incidents/incident.ts';
import type { Plan } from '#data/plans/plan.ts';
import type { CameraState } from '#data/sites/site.ts';
import type { Unit } from '#data/units/unit.ts';

/** A source that reports, and how old it is. Ages are computed against `now` of the server's clock. */
export interface Feed {
  key: 'fixes' | 'intake' | 'cameras';
  /** Expected interval between reports, seconds. */
  intervalS: number;
  /** Newest measured fix, fact or heartbeat, ISO; null when it has never reported. */
  newestAt: string | null;
}
export interface FeedsMessage {
  /** The server's clock, ISO. */
  now: string;
  feeds: Feed[];
}

/** Versions of what is fetched by HTTP as packed bytes; a screen fetches again when one differs. */
export interface Versions {
  areas: number;
  features: number;
  buildings: number;
  sites: number;
  units: number;
}

/** What GET /api/district and every snapshot say of the district. */
export const District = Type.Object({
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.Union([Type.String(), Type.Null()]),
  timeZone: Type.String(),
  attribution: Type.String(),
  levels: Type.Array(Level),
  categories: Type.Array(Category),
  /** null in an empty database. */
  editionId: Type.Union([Type.Integer(), Type.Null()]),
  /** Made from the sample; null for real data. */
  sample: Type.Union([
    Type.Object({ size: Type.String(), seed: Type.Integer(), endDate: Type.String() }),
    Type.Null(),
  ]),
  /** Listening beyond loopback without a sign-in: the screen says so. */
  openToNetwork: Type.Boolean(),
  /** The raster base map of the customer's own service, through the server; null where there is none. */
  tiles: Type.Union([
    Type.Object({ attribution: Type.String(), maxZoom: Type.Integer() }),
    Type.Null(),
  ]),
  /** True when nothing has been imported. */
  empty: Type.Boolean(),
  /** Dates of data that never reports, by noun. */
  dataDates: Type.Record(Type.String(), Type.String()),
  /** [west, south, east, north]; null when empty. */
  bounds: Type.Union([
    Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]),
    Type.Null(),
  ]),
});
export type District = Static<typeof District>;

/** The four figures and what the wall adds. */
export interface Figures {
  open: number;
  openGrave: number;
  newToday: number;
  closedToday: number;
}

/** All that a screen needs on joining. Camera states differ from the packed sites' only where listed. */
export interface Snapshot {
  district: District;
  versions: Versions;
  figures: Figures;
  /** Open incidents, all. */
  incidents: Incident[];
  units: Unit[];
  cameraStates: [siteId: number, state: CameraState, at: string][];
  feeds: FeedsMessage;
}

/** A fact that became true, in order of commit. */
export type Change =
  | {
      noun: 'incidents';
      kind: 'reported' | 'stepped';
      at: string;
      incident: Incident;
      /** null for who does not see all: it counts what it holds. */
      figures: Figures | null;
    }
  | {
      noun: 'sites';
      kind: 'states';
      at: string;
      states: [siteId: number, state: CameraState, at: string][];
    }
  | { noun: 'units'; kind: 'duty'; at: string; unitId: number; onDuty: boolean }
  | {
      /** Other borders are in force, and what was open has moved to them. */
      noun: 'areas';
      kind: 'in-force';
      at: string;
      editionId: number;
      versions: Versions;
    }
  /** Something was done to a plan: what it is since. */
  | { noun: 'plans'; kind: 'changed'; at: string; plan: Plan }
  | {
      noun: 'district';
      kind: 'imported';
      at: string;
      versions: Versions;
      editionId: number | null;
    };

/** Cursors are opaque: only equality and handing back are allowed. */
export interface ChangeMessage {
  cursor: string;
  /** The cursor before it as this session may see it: not what I hold → join again. */
  previous: string;
  change: Change;
}

export interface JoinRequest {
  since?: string;
  /** [west, south, east, north] of what is looked at; fixes outside it may be left out above 10,000 units. */
  view?: [number, number, number, number];
  /** Units that must always be there (selected, followed). */
  always?: number[];
}
export type JoinAnswer =
  | { kind: 'snapshot'; cursor: string; snapshot: Snapshot }
  | { kind: 'changes'; cursor: string; changes: ChangeMessage[]; feeds: FeedsMessage }
  | { kind: 'refused'; reason: 'bad-request' | 'not-ready' };

/** socket.io events. Frames are acknowledged by calling back; a console that does not gets no further one. */
export interface ServerToClient {
  change: (message: ChangeMessage) => void;
  frame: (bytes: Uint8Array, acknowledge: () => void) => void;
  feeds: (message: FeedsMessage) => void;
  /** A new day has begun in the district: the figures begin anew though nothing happened. */
  figures: (figures: Figures) => void;
}
export interface ClientToServer {
  join: (request: JoinRequest, answer: (a: JoinAnswer) => void) => void;
  view: (request: Pick<JoinRequest, 'view' | 'always'>) => void;
  /** It does not join and is told nothing: it only wants to hear that its session ends, which ends the connection. */
  stay: () => void;
}
