import type { AreaKind, AreaSaid } from '#data/areas/area.ts';

/** Shapes of what is fetched once a version as packed bytes. Each has pack… and unpack… beside it in its own file. */

/** An area as the map and the planner need it; what its edition says of it beside is left out where that is nothing. */
export interface AreaOnWire extends Partial<AreaSaid> {
  id: number;
  code: string;
  parentId: number | null;
  level: number;
  kind: AreaKind;
  name: string;
  nameEn: string | null;
  /** Where a label sits: a point inside, [lng, lat]. */
  labelAt: [number, number];
}

/** Borders as arcs: a line is drawn at level L where the areas of its two sides differ at level L. */
export interface PackedAreas {
  editionId: number;
  areas: AreaOnWire[];
  /** Vertices of all arcs, [lng, lat] interleaved, degrees on the lattice. */
  positions: Float64Array;
  /** Arc i has vertices starts[i] … starts[i+1]-1; length arcs + 1. */
  starts: Uint32Array;
  /** Cell (area id) to the left and right of each arc, 0 = outside. */
  left: Uint32Array;
  right: Uint32Array;
  /** Edges whose course stays as it is, by their ends: ax, ay, bx, by each, lattice integers. */
  lockedBorders: Int32Array;
}

/** Footprints as typed arrays. Rings are closed. A building may have several polygons and holes. */
export interface PackedBuildings {
  count: number;
  ids: Uint32Array;
  /** [lng, lat] interleaved, lattice integers: exact, and half the memory of degrees (`toDegrees` where one is drawn). */
  positions: Int32Array;
  /** Ring r has vertices ringStarts[r] … ringStarts[r+1]-1; length rings + 1. */
  ringStarts: Uint32Array;
  /** Building of each ring (index, not id), and 1 where the ring is a hole of the ring before it. */
  ringBuilding: Uint32Array;
  ringIsHole: Uint8Array;
  /** 0 = unknown. */
  heightM: Float32Array;
  floors: Uint8Array;
  /** Index into BUILDING_USES. */
  use: Uint8Array;
}

/** The base map's features. Points, lines and polygons alike as parts. */
export interface PackedFeatures {
  count: number;
  ids: Uint32Array;
  /** Index into FEATURE_KINDS; index into FEATURE_CLASSES[kind]. */
  kind: Uint8Array;
  class: Uint8Array;
  /** '' where unnamed. */
  names: string[];
  namesEn: string[];
  /** 0 point, 1 line, 2 polygon. */
  geometry: Uint8Array;
  positions: Float64Array;
  /** Part p (a line, a ring or a point) has vertices partStarts[p] … partStarts[p+1]-1. */
  partStarts: Uint32Array;
  partFeature: Uint32Array;
  partIsHole: Uint8Array;
}

export interface PackedSites {
  count: number;
  ids: Uint32Array;
  positions: Float64Array;
  /** Index into SITE_KINDS; into SITE_CLASSES[kind]; into CAMERA_STATES (255 = none). */
  kind: Uint8Array;
  class: Uint8Array;
  state: Uint8Array;
  /** NaN = unknown. */
  azimuthDeg: Float32Array;
  codes: string[];
  names: string[];
}
