import { distanceToBorderM } from '#data/geo/distance-to-border-m.ts';
import type { Unit } from '#data/units/unit.ts';
import { placeIn, type Columns } from '#data/wire/columns.ts';
import { slotOf } from '#data/wire/frame.ts';

import type { AreaState } from '../live/stores.ts';
import { ageClass } from '../map/lod.ts';

/**
 * A team as its lead sees it: the list and the map are made from the same rows. Pure: units, newest
 * fixes, areas and the server's clock are handed in.
 */

/** What is asked of the areas in force. */
export type TeamAreas = Pick<AreaState, 'byId' | 'cellAt' | 'chainOf' | 'polygonsOf'>;

/** Where a unit is, against its own area. */
export type UnitPlace =
  /** Off duty: a position exists only while on duty. */
  | { kind: 'hidden' }
  /** No fix yet since it went on duty, no own area, or an area that the edition in force does not have. */
  | { kind: 'unknown' }
  | { kind: 'inside' }
  /** `outM`: metres to the nearest border of its own area. */
  | { kind: 'outside'; outM: number };

/** Beyond this somebody out of the own area is far out: more than a block away. Metres. */
const FAR_OUT_M = 200;

/** Whether a place is out, by so much that it is to be looked into. */
export function isFarOut(place: UnitPlace): boolean {
  return place.kind === 'outside' && place.outM > FAR_OUT_M;
}

export interface TeamRow {
  unit: Unit;
  /** When the newest fix was measured, ms since 1970; null when there is none. */
  measuredAt: number | null;
  place: UnitPlace;
  /** Whether the map draws it: on duty and seen within the last half hour. */
  onMap: boolean;
  /** Whether this page is told where it is at all. */
  told: boolean;
}

/** Whether this page is told where a unit is: of the others nothing is missing. */
export type IsTold = (unit: Unit) => boolean;
const allTold: IsTold = () => true;

export interface TeamFigures {
  all: number;
  onDuty: number;
  /** On duty and outside their own area. */
  out: number;
  /** On duty and without a fix of the last two minutes. */
  silent: number;
}

export const TEAM_SORTS = ['silence', 'distance', 'name', 'duty'] as const;
export type TeamSort = (typeof TEAM_SORTS)[number];

/** Beyond this an age is a silence. */
const SILENT_MS = 120_000;

/** Units whose own area is one of the given ones or lies within it; of none of them all, those without an area too. */
export function teamOf(
  units: Iterable<Unit>,
  asked: readonly number[],
  areas: Pick<TeamAreas, 'chainOf'>,
): Unit[] {
  if (asked.length === 0) return [...units];
  const within = new Map<number, boolean>();
  const isWithin = (homeAreaId: number): boolean => {
    let known = within.get(homeAreaId);
    if (known === undefined)
      within.set(homeAreaId, (known = areas.chainOf(homeAreaId).some((a) => asked.includes(a.id))));
    return known;
  };
  return [...units].filter((unit) => unit.homeAreaId !== null && isWithin(unit.homeAreaId));
}

/** How many units belong to each area or to one within it, and how many of those are on duty. */
export function countByArea(
  units: Iterable<Unit>,
  areas: Pick<TeamAreas, 'chainOf'>,
): Map<number, { all: number; onDuty: number }> {
  const counts = new Map<number, { all: number; onDuty: number }>();
  for (const { homeAreaId, onDuty } of units) {
    if (homeAreaId === null) continue;
    for (const { id } of areas.chainOf(homeAreaId)) {
      let count = counts.get(id);
      if (!count) counts.set(id, (count = { all: 0, onDuty: 0 }));
      count.all++;
      if (onDuty) count.onDuty++;
    }
  }
  return counts;
}

/**
 * Whose ground a fix is, and how far it is from the unit's own; null where there was none. One that may
 * be within, as uncertain as it is (`accuracyM`, NaN = unknown), is not called out: who walks along a
 * street that is a border would be out and in at every step.
 */
export function placeOf(
  unit: Unit,
  fix: { at: readonly [number, number]; accuracyM: number } | null,
  areas: TeamAreas,
): UnitPlace {
  if (!unit.onDuty) return { kind: 'hidden' };
  const home = unit.homeAreaId;
  if (fix === null || home === null || !areas.byId.has(home)) return { kind: 'unknown' };
  const { at, accuracyM } = fix;
  if (areas.chainOf(areas.cellAt(at[0], at[1])).some((area) => area.id === home))
    return { kind: 'inside' };
  const border = areas.polygonsOf(home);
  if (!border) return { kind: 'unknown' };
  const outM = distanceToBorderM([at[0], at[1]], border);
  return outM <= accuracyM ? { kind: 'inside' } : { kind: 'outside', outM };
}

/** A row each, in the order of the units. now: the server's clock, ms. */
export function teamRows(
  units: readonly Unit[],
  columns: Columns,
  areas: TeamAreas,
  now: number,
  isTold = allTold,
): TeamRow[] {
  return units.map((unit) => {
    const slot = slotOf(columns, unit.id);
    const measuredAt = measuredAtOf(columns, unit.id);
    const at = slot < 0 ? null : placeIn(columns, slot);
    const fix = at && { at, accuracyM: columns.accuracyM[slot]! };
    return {
      unit,
      measuredAt,
      place: placeOf(unit, fix, areas),
      onMap: unit.onDuty && fix !== null && ageClass(now - measuredAt!) !== 'gone',
      told: isTold(unit),
    };
  });
}

/** Whether somebody is a silence to look into: on duty, told of, and nothing for two minutes or ever. Lists, cards and legends ask this. */
export function isSilent(row: Pick<TeamRow, 'unit' | 'measuredAt' | 'told'>, now: number): boolean {
  return (
    row.unit.onDuty && row.told && (row.measuredAt === null || now - row.measuredAt > SILENT_MS)
  );
}

/** When the newest fix of a unit was measured, ms since 1970; null when there is none. */
export function measuredAtOf(columns: Columns, unitId: number): number | null {
  const slot = slotOf(columns, unitId);
  return slot < 0 ? null : columns.measuredAt[slot]!;
}

/** How many of the units are silent. now: the server's clock, ms. */
export function countSilent(
  units: Iterable<Unit>,
  columns: Columns,
  now: number,
  isTold = allTold,
): number {
  let silent = 0;
  for (const unit of units) {
    const measuredAt = measuredAtOf(columns, unit.id);
    if (isSilent({ unit, measuredAt, told: true }, now) && isTold(unit)) silent++;
  }
  return silent;
}

export function teamFigures(rows: readonly TeamRow[], now: number): TeamFigures {
  const figures = { all: rows.length, onDuty: 0, out: 0, silent: 0 };
  for (const row of rows) {
    if (row.unit.onDuty) figures.onDuty++;
    if (row.place.kind === 'outside') figures.out++;
    if (isSilent(row, now)) figures.silent++;
  }
  return figures;
}

const names = new Intl.Collator('zh-CN', { numeric: true });

function byName(a: TeamRow, b: TeamRow): number {
  return names.compare(a.unit.name, b.unit.name) || a.unit.id - b.unit.id;
}

/** On duty before off duty: nobody silent or out there is to be looked for. */
function byDuty(a: TeamRow, b: TeamRow): number {
  return Number(b.unit.onDuty) - Number(a.unit.onDuty);
}

/** Greater = sooner in the list; off duty all alike. Never seen is the longest silence of all. */
function silenceOf(row: TeamRow): number {
  if (!row.unit.onDuty) return 0;
  return row.measuredAt === null ? Infinity : -row.measuredAt;
}

function distanceOf(row: TeamRow): number {
  return row.place.kind === 'outside' ? row.place.outM : row.place.kind === 'unknown' ? -1 : -2;
}

/** Sorted copy: longest silent, furthest out, by name, or on duty first. Equal ones by name, then id. */
export function sortTeam(rows: readonly TeamRow[], sort: TeamSort): TeamRow[] {
  const descending = (a: number, b: number): number => (a === b ? 0 : b > a ? 1 : -1);
  const compare: Record<TeamSort, (a: TeamRow, b: TeamRow) => number> = {
    name: byName,
    duty: (a, b) => byDuty(a, b) || byName(a, b),
    silence: (a, b) => byDuty(a, b) || descending(silenceOf(a), silenceOf(b)) || byName(a, b),
    distance: (a, b) => byDuty(a, b) || descending(distanceOf(a), distanceOf(b)) || byName(a, b),
  };
  return [...rows].sort(compare[sort]);
}

/** Rows in an order held from before: those it does not name come last, those gone are left out. */
export function keepOrder(rows: readonly TeamRow[], order: readonly number[]): TeamRow[] {
  const rank = new Map(order.map((id, i) => [id, i]));
  const last = order.length;
  return [...rows].sort((a, b) => (rank.get(a.unit.id) ?? last) - (rank.get(b.unit.id) ?? last));
}
