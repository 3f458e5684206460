import type pg from 'pg';

import { toDegrees } from '#data/geo/lattice.ts';
import type { FixReason } from '#data/units/fix.ts';
import { judgeFix, type Duty, type JudgedFix, type Standing } from '#data/units/judge-fix.ts';
import type { Unit } from '#data/units/unit.ts';
import { createColumns, placeIn, type Columns } from '#data/wire/columns.ts';
import { growColumns } from '#data/wire/frame.ts';

import { selectNewestFixes, selectUnits, type FixRow } from './fixes.sql.ts';

/** A unit as reports find it. */
export interface KnownUnit {
  unit: Unit;
  /** Where it stands in the columns; -1 until its first fix. */
  slot: number;
  standing: Standing;
  /** Newest time of measurement in the history: a fix after it cannot be there already. */
  seenMs: number;
  /** What both were before the transaction under way, to go back to; null when it has not touched them. */
  before: { standing: Standing; seenMs: number } | null;
}

/** The newest fixes in memory: what frames are made of. History is in the database. */
export interface Latest {
  /**
   * One slot for each unit that has a fix; a place that was not measured during the present duty is not in it, only when
   * that was. The value stays the same; its arrays may be replaced.
   */
  readonly columns: Columns;
  /** Version of the columns in which each slot changed last. */
  readonly changedIn: Float64Array;
  /** Slots that changed after `version`, in the order of slots; all for a version below 1. */
  changedSince: (version: number) => Uint32Array;
  known: (code: string) => KnownUnit | undefined;
  knownById: (id: number) => KnownUnit | undefined;
  /** Of some units the slots that changed after `version`; all that have one for a version below 1. */
  changedAmong: (unitIds: readonly number[], version: number) => Uint32Array;
  /** How often the units were read: which there are, and where each is at home, changes with it alone. */
  readonly unitsRead: number;
  /** Slot of a unit; -1 when it has no fix. */
  slotOf: (unitId: number) => number;
  units: () => Unit[];
  /** Judge one fix and move the unit's standing; the dot follows when the fix is stored, by `apply`. */
  judge: (known: KnownUnit, fix: JudgedFix, nowMs: number) => FixReason | null;
  /** Move the dots of stored fixes whose reason is null, in their order. */
  apply: (rows: readonly FixRow[]) => void;
  /** On duty from a moment on, or off: then its place is taken away at once. */
  setDuty: (unitId: number, onDuty: boolean, at: Date) => void;
  /** Newest time of measurement of any dot, ms since 1970; null before the first fix. */
  newestMs: () => number | null;
  /**
   * Read units and newest fixes again: at start, after an import, and after a failed write. `foreign`: the database is
   * another one, and nothing that is held counts.
   */
  reload: (foreign?: boolean) => Promise<void>;
}

/** Newest fixes as the history has them. */
export async function createLatest(pool: pg.Pool): Promise<Latest> {
  const columns = createColumns(1024);
  let changedIn = new Float64Array(columns.ids.length);
  let byCode = new Map<string, KnownUnit>();
  let byId = new Map<number, KnownUnit>();
  let newestMs: number | null = null;
  /** Who went on duty or off since the units were last begun to be read: that is newer than what was read. */
  let dutySaid = new Map<number, { onDuty: boolean; at: Date }>();
  let loading: Promise<void> = Promise.resolve();
  let unitsRead = 0;

  /** A position exists only while on duty: of any other time what is left is when somebody was last seen. */
  const hide = (slot: number, version: number): void => {
    columns.positions.fill(Number.NaN, 2 * slot, 2 * slot + 2);
    columns.speedMps[slot] = Number.NaN;
    columns.headingDeg[slot] = Number.NaN;
    columns.accuracyM[slot] = Number.NaN;
    changedIn[slot] = version;
  };

  /** Whether what was measured then belongs to the present duty. */
  const isShown = ({ unit, standing }: KnownUnit, measuredMs: number): boolean =>
    unit.onDuty && measuredMs >= (standing.duty?.fromMs ?? Infinity);

  const place = (known: KnownUnit, row: FixRow, version: number): void => {
    if (known.slot < 0) {
      known.slot = columns.count;
      if (columns.count === columns.ids.length) {
        growColumns(columns, 2 * columns.count);
        const grown = new Float64Array(columns.ids.length);
        grown.set(changedIn);
        changedIn = grown;
      }
      columns.count++;
      columns.ids[known.slot] = known.unit.id;
    }
    const { slot } = known;
    columns.measuredAt[slot] = row.measuredMs;
    if (newestMs === null || row.measuredMs > newestMs) newestMs = row.measuredMs;
    if (!isShown(known, row.measuredMs)) return hide(slot, version);
    columns.positions[2 * slot] = toDegrees(row.lngE7);
    columns.positions[2 * slot + 1] = toDegrees(row.latE7);
    columns.speedMps[slot] = row.speedMps ?? Number.NaN;
    columns.headingDeg[slot] = row.headingDeg ?? Number.NaN;
    columns.accuracyM[slot] = row.accuracyM ?? Number.NaN;
    changedIn[slot] = version;
  };

  /** What the history says of a unit. What came in since it was read, or is being stored, is newer and stays. */
  const learn = (known: KnownUnit, row: FixRow, seenMs: number, version: number): void => {
    known.seenMs = Math.max(known.seenMs, seenMs);
    if (known.before) known.before.seenMs = Math.max(known.before.seenMs, seenMs);
    if (row.reason !== null) return;
    const { measuredMs, accuracyM } = row;
    const newest = { lng: toDegrees(row.lngE7), lat: toDegrees(row.latE7), measuredMs, accuracyM };
    amend(known, (standing) =>
      standing.newest && standing.newest.measuredMs >= measuredMs
        ? standing
        : { ...standing, newest, doubted: null },
    );
    if (known.slot < 0 || columns.measuredAt[known.slot]! < measuredMs) place(known, row, version);
  };

  const load = async (foreign: boolean): Promise<void> => {
    const dutySince = new Map<number, { onDuty: boolean; at: Date }>();
    dutySaid = dutySince;
    const [units, newest] = [await selectUnits(pool), await selectNewestFixes(pool)];
    const before = foreign ? new Map<number, KnownUnit>() : byId;
    if (foreign) {
      columns.count = 0;
      newestMs = null;
    }
    byCode = new Map();
    byId = new Map();
    for (const read of units) {
      const said = dutySince.get(read.unit.id);
      const unit = { ...read.unit, onDuty: said?.onDuty ?? read.unit.onDuty };
      const duty = said ? turnDuty(read.duty, said.onDuty, said.at) : read.duty;
      // The same value as before: a batch under way has judged by it, and puts it back when it fails.
      const known: KnownUnit = before.get(unit.id) ?? {
        unit,
        slot: -1,
        standing: { duty, newest: null, doubted: null },
        seenMs: Number.NEGATIVE_INFINITY,
        before: null,
      };
      known.unit = unit;
      amend(known, (standing) => ({ ...standing, duty }));
      byCode.set(unit.code, known);
      byId.set(unit.id, known);
    }
    const version = columns.version + 1;
    for (const { row, seenMs } of newest) {
      const known = byId.get(row.unitId);
      if (known) learn(known, row, seenMs, version);
    }
    for (let slot = 0; slot < columns.count; slot++) {
      const known = byId.get(columns.ids[slot]!);
      if (placeIn(columns, slot) && !(known && isShown(known, columns.measuredAt[slot]!)))
        hide(slot, version);
    }
    columns.version = version;
    unitsRead++;
  };
  // Two callers at once: the second waits for the first and then loads again, so that it never gets an older state.
  const reload = (foreign = false): Promise<void> => {
    const next = loading.catch(() => {}).then(() => load(foreign));
    loading = next;
    return next;
  };

  await reload();
  return {
    columns,
    get changedIn() {
      return changedIn;
    },
    changedSince: (version) => {
      const slots = new Uint32Array(columns.count);
      let n = 0;
      for (let slot = 0; slot < columns.count; slot++) {
        if (changedIn[slot]! > version) slots[n++] = slot;
      }
      return slots.subarray(0, n);
    },
    changedAmong: (unitIds, version) =>
      Uint32Array.from(
        unitIds
          .map((id) => byId.get(id)?.slot ?? -1)
          .filter((slot) => slot >= 0 && (version < 1 || changedIn[slot]! > version)),
      ),
    get unitsRead() {
      return unitsRead;
    },
    known: (code) => byCode.get(code),
    knownById: (id) => byId.get(id),
    slotOf: (unitId) => byId.get(unitId)?.slot ?? -1,
    units: () => [...byId.values()].map((known) => known.unit),
    judge: (known, fix, nowMs) => {
      const judged = judgeFix(known.standing, fix, nowMs);
      known.standing = judged.standing;
      return judged.reason;
    },
    apply: (rows) => {
      const version = columns.version + 1;
      let moved = false;
      for (const row of rows) {
        if (row.reason !== null) continue;
        const known = byId.get(row.unitId);
        // A unit that an import took away while its fix was being stored has no dot.
        if (!known) continue;
        if (known.slot >= 0 && columns.measuredAt[known.slot]! >= row.measuredMs) continue;
        place(known, row, version);
        moved = true;
      }
      if (moved) columns.version = version;
    },
    setDuty: (unitId, onDuty, at) => {
      dutySaid.set(unitId, { onDuty, at });
      const known = byId.get(unitId);
      if (!known) return;
      known.unit.onDuty = onDuty;
      const duty = turnDuty(known.standing.duty, onDuty, at);
      amend(known, (standing) => ({ ...standing, duty }));
      if (known.slot < 0 || !placeIn(columns, known.slot)) return;
      if (isShown(known, columns.measuredAt[known.slot]!)) return;
      hide(known.slot, columns.version + 1);
      columns.version++;
    },
    newestMs: () => newestMs,
    reload,
  };
}

/** What a duty becomes when its unit goes on duty or off; saying again what is so changes nothing. */
function turnDuty(duty: Duty | null, onDuty: boolean, at: Date): Duty {
  if (onDuty) return { fromMs: at.getTime(), untilMs: null };
  const fromMs = duty?.fromMs ?? Number.NEGATIVE_INFINITY;
  return { fromMs, untilMs: Math.max(fromMs, at.getTime()) };
}

/** Change what is known of a unit, also in what the transaction under way would go back to. */
function amend(known: KnownUnit, change: (standing: Standing) => Standing): void {
  known.standing = change(known.standing);
  if (known.before) known.before.standing = change(known.before.standing);
}
