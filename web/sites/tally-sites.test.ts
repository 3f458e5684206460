import { expect, it } from 'vitest';

import type { PackedSites } from '#data/wire/packed.ts';

import type { Scene } from '../map/scene.ts';
import { CAPS } from '../ui/tokens.ts';

import type { CamerasNow } from './draw-cameras.ts';
import { tallySites } from './tally-sites.ts';

/** Cameras in a row at the equator, each with its state and whether its direction is known. */
function camerasNow(rows: readonly ['online' | 'offline', boolean][]): CamerasNow {
  const packed = {
    count: rows.length,
    positions: Float64Array.from(rows.flatMap((_, i) => [i, 0])),
    azimuthDeg: Float32Array.from(rows, ([, known]) => (known ? 90 : Number.NaN)),
  } as unknown as PackedSites;
  const none = new Uint32Array();
  const cameras = Uint32Array.from(rows, (_, i) => i);
  return { sites: { packed, cameras, stations: none, points: none }, states: rows.map(([s]) => s) };
}
const layers = { cameras: true, stations: true, points: true } as Scene['layers'];
const FEW = camerasNow([['online', true], ['online', false], ['offline', true], ['online', true]]); // prettier-ignore

it('counts what cameras see by those that are online and look somewhere, and says when it is drawn', () => {
  const of = (zoom: number, scene: Pick<Scene, 'layers' | 'without'> = { layers }, east = 3.5) => tallySites(FEW, scene, zoom, [-1, -1, east, 1]).wedges; // prettier-ignore
  expect(of(16.6)).toEqual({ shown: 2, inView: 2 });
  expect(of(16.6, { layers }, 2)).toEqual({ shown: 1, inView: 1 });
  expect(of(16.5)).toEqual({ shown: 0, inView: 2 });
  expect(of(17, { layers, without: ['wedges'] })).toEqual({ shown: 0, inView: 2 });
  expect(of(17, { layers, without: ['tracks'] })).toEqual({ shown: 2, inView: 2 });
  expect(of(17, { layers: { ...layers, cameras: false } })).toEqual({ shown: 0, inView: 2 });
});

it('draws nothing that cameras see where they are too many to be icons', () => {
  const many = camerasNow(Array.from({ length: CAPS.cameraIcons + 1 }, () => ['online', true] as const)); // prettier-ignore
  const counted = tallySites(many, { layers }, 17, [-1, -1, 1e5, 1]);
  expect(counted.wedges).toEqual({ shown: 0, inView: CAPS.cameraIcons + 1 });
  expect(counted.cameras?.shown).toBe(CAPS.cameraIcons + 1);
});

it('says far out that areas have shares in place of cameras, and only while they are on', () => {
  const at = (zoom: number, on = true) => tallySites(FEW, { layers: { ...layers, cameras: on } }, zoom, [-1, -1, 5, 1]).cameras; // prettier-ignore
  expect(at(10)).toEqual({ shown: 0, inView: 4, byArea: true });
  expect(at(12)).toEqual({ shown: 0, inView: 4, byArea: false });
  expect(at(15)).toEqual({ shown: 4, inView: 4, byArea: false });
  expect(at(10, false)?.byArea).toBe(false);
});
