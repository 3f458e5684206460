import type pg from 'pg';

import { toDegrees } from '#data/geo/lattice.ts';
import type { FixReason } from '#data/units/fix.ts';
import { judgeFix, type JudgedFix, type Standing } from '#data/units/judge-fix.ts';
import type { Unit } from '#data/units/unit.ts';
import { createColumns, type Columns } from '#data/wire/columns.ts';
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
  /** One slot for each unit that has a fix. The value stays the same; its arrays may be replaced. */
  readonly columns: Columns;
  /** Version of the columns in which each slot changed last. */
  readonly changedIn: Float64Array;
  /** Slots that changed after `version`, in the order of slots; all for a version below 1. */
  changedSince: (version: number) => Uint32Array;
  known: (code: string) => KnownUnit | undefined;
  knownById: (id: number) => KnownUnit | undefined;
  /** Slot of a unit; -1 when it has no fix. */
  slotOf: (unitId: number) => number;
  units: () => Unit[];
  /** Judge one fix and move the unit's standing; the dot follows when the fix is stored, by `apply`. */
  judge: (known: KnownUnit, fix: JudgedFix, nowMs: number) => FixReason | null;
  /** Move the dots of stored fixes whose reason is null, in their order. */
  apply: (rows: readonly FixRow[]) => void;
  setDuty: (unitId: number, onDuty: boolean) => void;
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
    columns.positions[2 * slot] = toDegrees(row.lngE7);
    columns.positions[2 * slot + 1] = toDegrees(row.latE7);
    columns.measuredAt[slot] = row.measuredMs;
    columns.speedMps[slot] = row.speedMps ?? Number.NaN;
    columns.headingDeg[slot] = row.headingDeg ?? Number.NaN;
    columns.accuracyM[slot] = row.accuracyM ?? Number.NaN;
    changedIn[slot] = version;
    if (newestMs === null || row.measuredMs > newestMs) newestMs = row.measuredMs;
  };

  const reload = async (foreign = false): Promise<void> => {
    const [units, newest] = [await selectUnits(pool), await selectNewestFixes(pool)];
    const before = foreign ? new Map<number, KnownUnit>() : byId;
    if (foreign) {
      columns.count = 0;
      newestMs = null;
    }
    byCode = new Map();
    byId = new Map();
    for (const unit of units) {
      const known: KnownUnit = {
        unit,
        slot: before.get(unit.id)?.slot ?? -1,
        standing: { onDuty: unit.onDuty, newest: null, doubted: null },
        seenMs: Number.NEGATIVE_INFINITY,
        before: null,
      };
      byCode.set(unit.code, known);
      byId.set(unit.id, known);
    }
    const version = columns.version + 1;
    for (const { row, seenMs } of newest) {
      const known = byId.get(row.unitId);
      if (!known) continue;
      const held = before.get(row.unitId);
      known.seenMs = Math.max(seenMs, held?.seenMs ?? seenMs);
      if (row.reason !== null) continue;
      // What came in while this was being read is newer than what was read.
      if (held?.standing.newest && held.standing.newest.measuredMs >= row.measuredMs) {
        known.standing = { ...held.standing, onDuty: known.unit.onDuty };
        continue;
      }
      known.standing = {
        ...known.standing,
        newest: {
          lng: toDegrees(row.lngE7),
          lat: toDegrees(row.latE7),
          measuredMs: row.measuredMs,
          accuracyM: row.accuracyM,
        },
      };
      place(known, row, version);
    }
    columns.version = version;
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
    setDuty: (unitId, onDuty) => {
      const known = byId.get(unitId);
      if (!known) return;
      known.unit.onDuty = onDuty;
      known.standing = { ...known.standing, onDuty };
    },
    newestMs: () => newestMs,
    reload,
  };
}
