import { expect, it } from 'vitest';

import { SITE_KINDS } from '#data/sites/site.ts';
import type { PackedSites } from '#data/wire/packed.ts';

import type { Bounds } from '../map/map-layer.ts';

import { nearStations } from './near-stations.ts';
import { sortSites } from './sort-sites.ts';

const STATION = SITE_KINDS.indexOf('station');
/** Stations at these places along the equator. */
const along = (...lngs: number[]) =>
  sortSites({
    count: lngs.length,
    kind: Uint8Array.from(lngs, () => STATION),
    positions: Float64Array.from(lngs.flatMap((lng) => [lng, 0])),
  } as unknown as PackedSites);
const FRAME: Bounds = [0, -1, 10, 1];

it('draws those within the frame and those that reach into it, in their order', () => {
  expect(nearStations(along(9, -0.4, -0.6, 1, 10.4, 11), FRAME, 99)).toEqual([0, 1, 3, 4]);
});

it('over the cap draws those nearest to the middle, whatever their order', () => {
  expect(nearStations(along(0.1, 9.9, 4, 7, 5.5), FRAME, 3)).toEqual([4, 2, 3]);
});

it('draws none beyond the edge in place of one within', () => {
  const high: Bounds = [0, -1, 2, 1];
  // The middle of the upper edge is nearer than a corner of the frame.
  const sites = along(0.05, 1.99);
  sites.packed.positions.set([1, 1.02], 0);
  expect(nearStations(sites, high, 1)).toEqual([1]);
});
