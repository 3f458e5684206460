import { createStore } from 'zustand/vanilla';

import type { PackedHeat } from '#data/wire/heat-packed.ts';

import { heardSince, heatStore } from '../live/load-heat.ts';
import { districtStore, incidentStore, serverNow } from '../live/stores.ts';

import { heatPoints, type HeatPoints } from './heat-points.ts';
import { heatScale, type HeatScale } from './heat-scale.ts';

/** The heat as it is now: what is drawn, counted and explained. */
export interface HeatNow {
  /** Null until the server has answered. */
  points: HeatPoints | null;
  /** Held as long as the server's answer is, so that a colour does not change its meaning with each report. */
  scale: HeatScale;
  latitude: number;
}
export const heatNowStore = createStore<HeatNow>(() => ({
  points: null,
  scale: [2, 5, 10, 20],
  latitude: 0,
}));

/** What was reported joins within so long. */
const JOIN_MS = 3_000;
/** The period goes on with the clock. */
const CLOCK_MS = 60_000;

let scaledFor: PackedHeat | null = null;

function renew(): void {
  const { packed, period } = heatStore.getState();
  const was = heatNowStore.getState();
  if (!packed || period === null) {
    scaledFor = null;
    if (was.points) heatNowStore.setState({ points: null });
    return;
  }
  const points = heatPoints(packed, heardSince(packed.untilMs), period, serverNow());
  const bounds = districtStore.getState().district?.bounds;
  const latitude = bounds ? (bounds[1] + bounds[3]) / 2 : 0;
  const scaled = scaledFor === packed && latitude === was.latitude;
  if (scaled && was.points && sameBytes(points.positions, was.points.positions)) return;
  scaledFor = packed;
  heatNowStore.setState({
    points,
    latitude,
    ...(scaled ? {} : { scale: heatScale(points.positions, latitude) }),
  });
}

function sameBytes(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Keep the heat as it is now, while it is shown; returns how to stop. */
export function keepHeat(): () => void {
  let joining: ReturnType<typeof setTimeout> | undefined;
  const join = (): void => {
    joining ??= setTimeout(() => {
      joining = undefined;
      renew();
    }, JOIN_MS);
  };
  const stops = [
    heatStore.subscribe(renew),
    incidentStore.subscribe((s, was) => s.version !== was.version && join()),
  ];
  const clock = setInterval(renew, CLOCK_MS);
  renew();
  return () => {
    clearTimeout(joining);
    clearInterval(clock);
    for (const stop of stops) stop();
  };
}
