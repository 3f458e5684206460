import type { Incident } from '#data/incidents/incident.ts';

import { incidentForm } from '../map/lod.ts';
import type { Scene } from '../map/scene.ts';
import { placeAtPx, worldPx } from '../map/world-px.ts';

import { roomAcross, symbolSize } from './symbol-place.ts';

/** A symbol with its casing, or an alarm with its brackets, as a circle, px; of two that touch the one of the lower rank stays. */
export interface Disc {
  x: number;
  y: number;
  r: number;
  /** Of an alarm, without its brackets: alarms keep only so far from each other, and none goes farther from its place. */
  core?: number;
  rank: number;
}

const ROUNDS = 12;
/** Symbols at one place go apart in directions that are never the same, radians. */
const GOLDEN_ANGLE = 2.4;

/**
 * Moves circles that overlap apart until they only touch, in place: two of a rank half of the way each,
 * else the one of the higher rank all of it. None goes farther from its place than it takes to stand
 * beside the widest that it met there (of one size: than it is wide), so in a heap some still overlap. Where an alarm is matters
 * more than that all of its brackets are seen: on a wall those of a flood were carried into other streets. The same circles in
 * the same order always end at the same places.
 */
export function spreadDiscs(discs: readonly Disc[]): void {
  const home = discs.map(({ x, y }) => ({ x, y }));
  const widest = discs.reduce((most, { r }) => Math.max(most, r), 0);
  const farthest = discs.map(({ r, core }) => core ?? 2 * r);
  const byX = discs.map((disc, i) => ({ disc, i }));
  for (let round = 0; round < ROUNDS; round++) {
    byX.sort((one, other) => one.disc.x - other.disc.x || one.i - other.i);
    let moved = false;
    for (let k = 0; k < byX.length; k++) {
      const { disc: a, i } = byX[k]!;
      // Of a city's thousands each has hundreds in its strip, so what is far off is told by the least.
      for (let n = k + 1; n < byX.length; n++) {
        const { disc: b, i: j } = byX[n]!;
        const across = b.x - a.x;
        if (across > a.r + widest) break;
        const down = b.y - a.y;
        const reach = a.core && b.core ? a.core + b.core : a.r + b.r;
        if (down > reach || down < -reach) continue;
        const apart = Math.sqrt(across * across + down * down);
        const lacking = reach - apart;
        if (lacking < 0.1) continue;
        if (!a.core) farthest[i] = Math.max(farthest[i]!, reach);
        if (!b.core) farthest[j] = Math.max(farthest[j]!, reach);
        const turn = GOLDEN_ANGLE * (i + j);
        const dx = apart < 0.1 ? Math.cos(turn) : across / apart;
        const dy = apart < 0.1 ? Math.sin(turn) : down / apart;
        const ofB = a.rank === b.rank ? 0.5 : a.rank < b.rank ? 1 : 0;
        a.x -= dx * lacking * (1 - ofB);
        a.y -= dy * lacking * (1 - ofB);
        b.x += dx * lacking * ofB;
        b.y += dy * lacking * ofB;
        moved = true;
      }
    }
    discs.forEach((disc, i) => {
      const { x, y } = home[i]!;
      const far = Math.hypot(disc.x - x, disc.y - y) / farthest[i]!;
      if (far <= 1) return;
      disc.x = x + (disc.x - x) / far;
      disc.y = y + (disc.y - y) / far;
    });
    if (!moved) return;
  }
}

/** Symbols are spread for a zoom of a step, so that they do not creep while one zooms. */
const STEP = 0.5;
/** Brackets have corners: what stands aslant of them keeps so much farther off. */
const CORNERED = 1.15;

export type Places = ReadonlyMap<string, [number, number]>;

/** Where the symbols of incidents stand that would lie on another's, by id; who is not in it stands at its place. */
export interface SymbolSpread {
  /**
   * @param drawn ids of those that are drawn; null: all
   * @param alarms ids of those that stand in brackets: they go aside for none of their severity
   * @param zoom MapLibre's
   * @param designed the same of the design
   */
  at: (
    incidents: ReadonlyMap<string, Incident>,
    drawn: ReadonlySet<string> | null,
    alarms: ReadonlySet<string>,
    zoom: number,
    designed: number,
    scene: Scene,
  ) => Places;
}

export function createSymbolSpread(): SymbolSpread {
  let key: readonly unknown[] = [];
  let places: Places = new Map();
  return {
    at: (incidents, only, alarms, zoom, designed, scene) => {
      const step = Math.floor(designed / STEP) * STEP;
      const ids = [only && [...only].join(), [...alarms].join()];
      const now = [incidents, ...ids, step, scene.screen, scene.scale];
      if (now.every((one, i) => one === key[i])) return places;
      key = now;
      const stepZoom = zoom + step - designed;
      const wall = scene.screen === 'wall';
      const drawn = [...incidents.values()].filter(
        (i) =>
          i.at &&
          (only?.has(i.id) ?? ['symbol', 'quiet'].includes(incidentForm(i.severity, step, wall))),
      );
      const discs = drawn.map(({ id, at, severity }): Disc => {
        const [x, y] = worldPx(at!, stepZoom);
        const size = symbolSize(severity, step, scene);
        const core = roomAcross(size, false) / 2;
        if (!alarms.has(id)) return { x, y, r: core, rank: severity };
        return { x, y, r: (CORNERED * roomAcross(size, true)) / 2, core, rank: severity - 0.5 };
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
