import { readAccessTable } from '#data/fixtures/access-table.ts';

import type { Holding, Land } from './world.sql.ts';

/** What is told, as the oracle tells it apart. */
export type Kind = 'incident' | 'unit' | 'dot' | 'camera' | 'plan';

/** By which acts of the table each is seen. */
const ACTS: Record<Kind, readonly string[]> = {
  incident: ['see-incidents'],
  unit: ['see-staff', 'see-positions'],
  dot: ['see-positions'],
  camera: ['see-cameras'],
  plan: ['see-plans'],
};
const DISTRICT = 100;

/** Who held what, and which land holds what, for a time. */
interface State {
  fromMs: number;
  untilMs: number;
  holdings: ReadonlyMap<string, readonly Holding[]>;
  land: Land;
}

/**
 * Says who may be told of what by the table that was written by hand, by posts as they are stored, and by land: an area is
 * within another where its land is. It knows no tree, no scope and no room.
 */
export interface Oracle {
  /** From a moment on it is so; what was before holds until `endMs`, when the act that changed it was answered. */
  now: (fromMs: number, endMs: number, holdings: State['holdings'], land: Land) => void;
  /** The land as it is, to which new things are added. */
  readonly land: Land;
  /** Whether somebody (`p` and person, `w` and wall) may be told of a thing at any moment from one to another. */
  may: (whose: string, kind: Kind, id: string | number, fromMs: number, toMs: number, mine: boolean) => boolean; // prettier-ignore
}

/** Seconds further back nobody asks. */
const KEPT_MS = 60_000;

export function createOracle(): Oracle {
  const table = readAccessTable();
  let states: State[] = [];
  const lettersOf = (kind: Kind, role: string): string => ACTS[kind].map((act) => table.get(`${act} ${role}`) ?? '').join(''); // prettier-ignore
  return {
    now: (fromMs, endMs, holdings, land) => {
      const last = states.at(-1);
      if (last) last.untilMs = endMs;
      states = [...states.filter(({ untilMs }) => untilMs > endMs - KEPT_MS), { fromMs, untilMs: Infinity, holdings, land }]; // prettier-ignore
    },
    get land() {
      return states.at(-1)!.land;
    },
    may: (whose, kind, id, fromMs, toMs, mine) => {
      const thing = `${kind === 'dot' ? 'unit' : kind} ${id}`;
      return states.some(({ fromMs: begins, untilMs, holdings, land }) => {
        if (begins > toMs || untilMs < fromMs) return false;
        const [from, to] = [Math.max(begins, fromMs), Math.min(untilMs, toMs)];
        return (holdings.get(whose) ?? []).some((held) => {
          if (held.fromMs > to || held.toMs <= from) return false;
          const letters = lettersOf(kind, held.role);
          if (mine && letters.includes('M')) return true;
          if (!letters.includes('O') || held.elsewhere) return false;
          if (held.areaId === null || held.areaId === DISTRICT) return true;
          return kind !== 'plan' && (land.get(thing)?.has(held.areaId) ?? false);
        });
      });
    },
  };
}
