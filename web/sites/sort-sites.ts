import { CAMERA_STATES, SITE_KINDS, type CameraState } from '#data/sites/site.ts';
import type { PackedSites } from '#data/wire/packed.ts';

import { siteStore } from '../live/stores.ts';

/** Sites by kind, as positions and indices into the packed ones, faulty cameras last (on top). */
export interface SortedSites {
  packed: PackedSites;
  cameras: Uint32Array;
  stations: Uint32Array;
  points: Uint32Array;
}

export function sortSites(packed: PackedSites): SortedSites {
  const by: number[][] = [[], [], []];
  for (let i = 0; i < packed.count; i++) by[packed.kind[i]!]!.push(i);
  const of = (kind: (typeof SITE_KINDS)[number]) => Uint32Array.from(by[SITE_KINDS.indexOf(kind)]!);
  return { packed, cameras: of('camera'), stations: of('station'), points: of('management-point') };
}

/** A camera's state now: what was told last, else what was packed. */
export function stateOf(packed: PackedSites, i: number): CameraState {
  return (
    siteStore.getState().states.get(packed.ids[i]!)?.state ??
    CAMERA_STATES[packed.state[i]!] ??
    'unreachable'
  );
}

/** Where site `i` of the packed ones is, [lng, lat]. */
export function placeOfSite(packed: PackedSites, i: number): [number, number] {
  return [packed.positions[2 * i]!, packed.positions[2 * i + 1]!];
}
