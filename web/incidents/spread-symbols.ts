import type { Incident } from '#data/incidents/incident.ts';

import { incidentForm } from '../map/lod.ts';
import type { Scene } from '../map/scene.ts';
import { placeAtPx, worldPx } from '../map/world-px.ts';

import { symbolSize, WITH_CASING } from './symbol-place.ts';

/** A symbol with its casing as a circle, px; of two that touch the one of the lower rank stays. */
export interface Disc {
  x: number;
  y: number;
  r: number;
  rank: number;
}

const ROUNDS = 12;
/** Symbols at one place go apart in directions that are never the same, radians. */
const GOLDEN_ANGLE = 2.4;

/**
 * Moves circles that overlap apart until they only touch, in place: two of a rank half of the way each,
 * else the one of the higher rank all of it. None goes farther from its place than it is wide, so in a
 * heap some still overlap. The same circles in the same order always end at the same places.
 */
export function spreadDiscs(discs: readonly Disc[]): void {
  const home = discs.map(({ x, y }) => [x, y] as const);
  const widest = Math.max(0, ...discs.map(({ r }) => r));
  const byX = discs.map((_, i) => i);
  for (let round = 0; round < ROUNDS; round++) {
    byX.sort((a, b) => discs[a]!.x - discs[b]!.x || a - b);
    let moved = false;
    for (let i = 0; i < byX.length; i++)
      for (let j = i + 1; j < byX.length; j++) {
        const [a, b] = [discs[byX[i]!]!, discs[byX[j]!]!];
        if (b.x - a.x > a.r + widest) break;
        let [dx, dy] = [b.x - a.x, b.y - a.y];
        const apart = Math.hypot(dx, dy);
        const lacking = a.r + b.r - apart;
        if (lacking < 0.1) continue;
        if (apart < 0.1) {
          const turn = GOLDEN_ANGLE * (byX[i]! + byX[j]!);
          [dx, dy] = [Math.cos(turn), Math.sin(turn)];
        } else [dx, dy] = [dx / apart, dy / apart];
        const ofB = a.rank === b.rank ? 0.5 : a.rank < b.rank ? 1 : 0;
        a.x -= dx * lacking * (1 - ofB);
        a.y -= dy * lacking * (1 - ofB);
        b.x += dx * lacking * ofB;
        b.y += dy * lacking * ofB;
        moved = true;
      }
    discs.forEach((disc, i) => {
      const [x, y] = home[i]!;
      const far = Math.hypot(disc.x - x, disc.y - y) / (2 * disc.r);
      if (far <= 1) return;
      disc.x = x + (disc.x - x) / far;
      disc.y = y + (disc.y - y) / far;
    });
    if (!moved) return;
  }
}

/** Symbols are spread for a zoom of a step, so that they do not creep while one zooms. */
const STEP = 0.5;

export type Places = ReadonlyMap<string, [number, number]>;

/** Where the symbols of incidents stand that would lie on another's, by id; who is not in it stands at its place. */
export interface SymbolSpread {
  /**
   * @param zoom MapLibre's
   * @param designed the same of the design
   */
  at: (
    incidents: ReadonlyMap<string, Incident>,
    zoom: number,
    designed: number,
    scene: Scene,
  ) => Places;
}

export function createSymbolSpread(): SymbolSpread {
  let key: readonly unknown[] = [];
  let places: Places = new Map();
  return {
    at: (incidents, zoom, designed, scene) => {
      const step = Math.floor(designed / STEP) * STEP;
      const now = [incidents, step, scene.screen, scene.scale];
      if (now.every((one, i) => one === key[i])) return places;
      key = now;
      const stepZoom = zoom + step - designed;
      const wall = scene.screen === 'wall';
      const drawn = [...incidents.values()].filter(
        (i) => i.at && ['symbol', 'quiet'].includes(incidentForm(i.severity, step, wall)),
      );
      const discs = drawn.map(({ at, severity }): Disc => {
        const [x, y] = worldPx(at!, stepZoom);
        return { x, y, r: (symbolSize(severity, step, scene) / 2) * WITH_CASING, rank: severity };
      });
      const before = discs.map(({ x, y }) => [x, y]);
      spreadDiscs(discs);
      places = new Map(
        drawn.flatMap(({ id }, i) => {
          const { x, y } = discs[i]!;
          return x === before[i]![0] && y === before[i]![1]
            ? []
            : [[id, placeAtPx([x, y], stepZoom)] as const];
        }),
      );
      return places;
    },
  };
}
