import type { FeatureCollection } from 'geojson';
import { describe, expect, it } from 'vitest';

import type { CameraState } from '#data/sites/site.ts';
import type { PackedSites } from '#data/wire/packed.ts';

import type { Bounds } from '../map/map-layer.ts';
import { layersOn, NOTHING_CHOSEN, type Scene } from '../map/scene.ts';

import { createCameraIcons } from './camera-icons.ts';
import type { CamerasNow } from './draw-cameras.ts';

const scene: Scene = { ...NOTHING_CHOSEN, screen: 'watch', theme: 'dark', language: 'zh-CN', scale: 1, layers: layersOn(['cameras']) }; // prettier-ignore

/** Cameras along the equator, a thousandth of a degree apart, fixed ones and domes by turns. */
function camerasIn(states: CameraState[]): CamerasNow {
  const n = states.length;
  const packed = {
    count: n,
    kind: new Uint8Array(n),
    class: Uint8Array.from({ length: n }, (_, i) => i % 2),
    positions: Float64Array.from({ length: 2 * n }, (_, i) => (i % 2 ? 0 : i / 2 / 1000)),
  } as unknown as PackedSites;
  const none = new Uint32Array(0);
  return { states, sites: { packed, cameras: Uint32Array.from(states, (_, i) => i), stations: none, points: none } }; // prettier-ignore
}

describe('icons of cameras that are online', () => {
  const now = camerasIn(['online', 'offline', 'online', 'unreachable', 'online', 'online']);
  const frame: Bounds = [-0.001, -0.001, 0.0025, 0.001];
  const shown = (icons: ReturnType<typeof createCameraIcons>): unknown[] => {
    const source = icons.part(scene).sources['cameras'] as { data: FeatureCollection };
    return source.data.features.map(({ properties, geometry }) => [properties!['i'], (geometry as never as { coordinates: number[] }).coordinates[0]]); // prettier-ignore
  };

  it('are of those alone, around the frame too, by what they are', () => {
    const icons = createCameraIcons();
    expect(shown(icons)).toEqual([]);
    expect(icons.hold(now, frame)).toBe(true);
    expect(shown(icons)).toEqual([['fixed-online', 0], ['fixed-online', 0.002], ['fixed-online', 0.004]]); // prettier-ignore
  });

  it('ask for another style only where others are drawn', () => {
    const icons = createCameraIcons();
    icons.hold(now, frame);
    const { data } = icons.part(scene).sources['cameras'] as { data: unknown };
    // Within what is held ready, and with states that were told again, nothing is news.
    expect(icons.hold(now, [0, -0.001, 0.003, 0.001])).toBe(false);
    expect(icons.hold({ ...now, states: [...now.states] }, frame)).toBe(false);
    expect((icons.part(scene).sources['cameras'] as { data: unknown }).data).toBe(data);
    expect(icons.hold(now, [0.001, -0.001, 0.0045, 0.001])).toBe(true);
    expect(shown(icons)).toHaveLength(4);
    const failed: CamerasNow = { ...now, states: now.states.map((s, k) => (k === 5 ? 'offline' : s)) }; // prettier-ignore
    expect(icons.hold(failed, [0.001, -0.001, 0.0045, 0.001])).toBe(true);
    expect(shown(icons)).toHaveLength(3);
    expect(icons.hold(null, frame)).toBe(true);
    expect(shown(icons)).toEqual([]);
    expect(icons.hold(null, frame)).toBe(false);
  });

  it('lie on no name, on each other and on symbols, and are as plain as their layer', () => {
    const entry = createCameraIcons().part({ ...scene, opacity: { cameras: 40 } }).layers[0]!;
    expect(entry).toMatchObject({ slot: 'icons', plain: true });
    expect(entry.layer).toMatchObject({ layout: { 'icon-overlap': 'cooperative' }, paint: { 'icon-opacity': 0.4 } }); // prettier-ignore
  });
});
