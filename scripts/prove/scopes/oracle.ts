import { readAccessTable } from '#data/fixtures/access-table.ts';

import type { Holding, Land } from './world.sql.ts';

/** What is told, as the oracle tells it apart. */
export type Kind = 'incident' | 'unit' | 'dot' | 'camera' | 'plan' | 'captain';

/** By which acts of the table each is seen. */
const ACTS: Record<Kind, readonly string[]> = {
  incident: ['see-incidents'],
  unit: ['see-staff', 'see-positions'],
  dot: ['see-positions'],
  camera: ['see-cameras'],
  plan: ['see-plans'],
  // Who answers for a building, by its number.
  captain: ['see-staff'],
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
  /** Whether somebody may see anything of a kind anywhere, if only their own: else its lists are refused. */
  mayAsk: (whose: string, kind: Kind, fromMs: number, toMs: number) => boolean;
  /** Who answers for a building at any moment from one to another. */
  captainsOf: (buildingId: number, fromMs: number, toMs: number) => string[];
}

/** Seconds further back nobody asks. */
const KEPT_MS = 60_000;

export function createOracle(): Oracle {
  const table = readAccessTable();
  let states: State[] = [];
  const lettersOf = (kind: Kind, role: string): string => ACTS[kind].map((act) => table.get(`${act} ${role}`) ?? '').join(''); // prettier-ignore
  /** Posts of somebody at any moment from one to another, as they were then. */
  const heldBy = function* (
    whose: string,
    fromMs: number,
    toMs: number,
  ): Generator<{ held: Holding; land: Land }> {
    // prettier-ignore
    for (const { fromMs: begins, untilMs, holdings, land } of states) {
      if (begins > toMs || untilMs < fromMs) continue;
      const [from, to] = [Math.max(begins, fromMs), Math.min(untilMs, toMs)];
      for (const held of holdings.get(whose) ?? [])
        if (held.fromMs <= to && held.toMs > from) yield { held, land };
    }
  };
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
      for (const { held, land } of heldBy(whose, fromMs, toMs)) {
        const letters = lettersOf(kind, held.role);
        if (mine && letters.includes('M')) return true;
        if (!letters.includes('O')) continue;
        if (kind === 'captain' && held.buildingId === id) return true;
        if (held.elsewhere) continue;
        if (held.areaId === null || held.areaId === DISTRICT) return true;
        if (kind !== 'plan' && land.get(thing)?.has(held.areaId)) return true;
      }
      return false;
    },
    mayAsk: (whose, kind, fromMs, toMs) => [...heldBy(whose, fromMs, toMs)].some(({ held }) => /[A-Z]/.test(lettersOf(kind, held.role))), // prettier-ignore
    captainsOf: (buildingId, fromMs, toMs) => {
      const all = new Set(states.flatMap(({ holdings }) => [...holdings.keys()]));
      const answers = ({ held }: { held: Holding }): boolean => held.role === 'captain' && held.buildingId === buildingId; // prettier-ignore
      return [...all].filter((whose) => [...heldBy(whose, fromMs, toMs)].some(answers));
    },
  };
}
