import type { Unit } from '#data/units/unit.ts';
import type { Columns } from '#data/wire/columns.ts';

import { ageClass, widen, type AgeClass } from '../map/lod.ts';
import type { Bounds } from '../map/map-layer.ts';
import { rgba, type Theme } from '../ui/tokens.ts';

import { unitToken } from './unit-symbols.ts';

/** How each unit's dot is drawn, one slot a unit as in the columns; renewed each second, not each tick. */
export interface UnitMarks {
  count: number;
  /** Times the radius at the zoom; 0 = not drawn and not picked. */
  radius: Float32Array;
  fill: Uint8Array;
  line: Uint8Array;
  ages: AgeClass[];
}

export function createUnitMarks(capacity: number): UnitMarks {
  return {
    count: 0,
    radius: new Float32Array(capacity),
    fill: new Uint8Array(4 * capacity),
    line: new Uint8Array(4 * capacity),
    ages: [],
  };
}

/** The dot of a leader is so many times as large. */
export const LEADER_DOT = 1.15;
/** A squad is drawn as a shield: its dot is there, for what counts dots, but too small to be seen. */
const UNDER_SHIELD = 0.01;

export interface MarkRules {
  theme: Theme;
  now: number;
  onlyUnits: ReadonlySet<number> | null;
  /** Opacity of a fresh dot: a crowd far out is fainter than one near. */
  opacity: number;
  /** Drawn however old: selected, followed, hovered. */
  always: ReadonlySet<number>;
}

/** A colour's four bytes as one number, as they lie in memory. */
const inOne = (rgba: readonly number[]): number =>
  new Uint32Array(Uint8Array.from(rgba).buffer)[0]!;

/**
 * Fills the marks: fresh solid, ≤ 2 min fainter, ≤ 30 min hollow, then nothing. Off duty nothing: a
 * position exists only while on duty. Units that the list does not know yet are drawn as workers.
 */
export function markUnits(
  marks: UnitMarks,
  columns: Columns,
  units: ReadonlyMap<number, Unit>,
  rules: MarkRules,
): UnitMarks {
  const { count } = columns;
  const out =
    marks.radius.length >= count ? marks : createUnitMarks(Math.max(count, columns.ids.length));
  out.count = count;
  const { theme } = rules;
  const halo = inOne(rgba(theme, 'signal.halo', 0.9 * rules.opacity));
  const stale = inOne(rgba(theme, 'unit.stale', rules.opacity));
  const hollow = inOne(rgba(theme, 'signal.halo', 0.55));
  const solid = (opacity: number) => ({
    worker: inOne(rgba(theme, unitToken('worker'), opacity)),
    leader: inOne(rgba(theme, unitToken('leader'), opacity)),
    volunteer: inOne(rgba(theme, unitToken('volunteer'), opacity)),
    squad: inOne(rgba(theme, unitToken('squad'), opacity)),
  });
  const fresh = solid(rules.opacity);
  const aging = solid(rules.opacity * 0.6);
  const fill = new Uint32Array(out.fill.buffer);
  const line = new Uint32Array(out.line.buffer);
  for (let i = 0; i < count; i++) {
    const id = columns.ids[i]!;
    const unit = units.get(id);
    const kind = unit?.kind ?? 'worker';
    const age = ageClass(rules.now - columns.measuredAt[i]!);
    out.ages[i] = age;
    const kept = rules.always.has(id);
    const hidden =
      unit?.onDuty === false ||
      Number.isNaN(columns.positions[2 * i]!) ||
      (age === 'gone' && !kept) ||
      (rules.onlyUnits !== null && !rules.onlyUnits.has(id) && !kept);
    out.radius[i] = hidden
      ? 0
      : kind === 'squad'
        ? UNDER_SHIELD
        : kind === 'leader'
          ? LEADER_DOT
          : 1;
    const isHollow = age !== 'fresh' && age !== 'aging';
    fill[i] = isHollow ? hollow : (age === 'fresh' ? fresh : aging)[kind];
    line[i] = isHollow ? stale : halo;
  }
  return out;
}

/** Slots of drawn units within the bounds. */
export function drawnWithin(marks: UnitMarks, columns: Columns, bounds: Bounds): number[] {
  const slots: number[] = [];
  const [west, south, east, north] = widen(bounds, 0.04);
  for (let i = 0; i < marks.count; i++) {
    if (marks.radius[i] === 0) continue;
    const lng = columns.positions[2 * i]!;
    const lat = columns.positions[2 * i + 1]!;
    if (lng >= west && lng <= east && lat >= south && lat <= north) slots.push(i);
  }
  return slots;
}

/** The bounds of those in some slots; of none a point. */
export function boundsOfSlots(slots: readonly number[], { positions }: Columns): Bounds {
  if (slots.length === 0) return [0, 0, 0, 0];
  const box: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const i of slots) {
    const [lng, lat] = [positions[2 * i]!, positions[2 * i + 1]!];
    box[0] = Math.min(box[0], lng);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lng);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}
