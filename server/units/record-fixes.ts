import type pg from 'pg';

import { toLattice } from '#data/geo/lattice.ts';
import type { FixBatchAnswer, FixReport } from '#data/units/fix.ts';
import { transact } from '#server/db/database.ts';
import type { Ask } from '#server/session/session.ts';

import { copyFixes, insertFixes, type FixRow } from './fixes.sql.ts';
import { keptDays } from './kept-days.ts';
import type { KnownUnit, Latest } from './latest.ts';

/** At most so many fixes in one transaction, and so many waiting for one: beyond it a batch is refused. */
const GATHER_MAX = 50_000;
const WAITING_MAX = 200_000;

/** Too much is waiting to be stored; nothing of the batch was taken. */
export class FixesBusy extends Error {}

export type RecordFixes = (ask: Ask, fixes: readonly FixReport[]) => Promise<FixBatchAnswer>;

interface Batch {
  at: Date;
  fixes: readonly FixReport[];
  resolve: (answer: FixBatchAnswer) => void;
  reject: (error: unknown) => void;
}
interface JudgedBatch {
  batch: Batch;
  answer: FixBatchAnswer;
  rows: FixRow[];
  /** Rows that may be in the history already. */
  again: FixRow[];
}

/**
 * The one writer of fixes. Batches that come in while others are being written are gathered into one
 * transaction; each is answered when that is durable. Fixes are judged in the order in which they came,
 * dots move when they are stored, and when storing fails nothing has moved and the batch throws.
 */
export function createRecordFixes(given: {
  pool: pg.Pool;
  latest: Latest;
  fixDaysKept: number;
  /** Called after each transaction with the newest time of measurement of all dots. */
  onRecorded: (newest: Date) => void;
}): RecordFixes {
  const { pool, latest, fixDaysKept, onRecorded } = given;
  let waiting: Batch[] = [];
  let waitingFixes = 0;
  let writing = false;

  const writeAll = async (): Promise<void> => {
    writing = true;
    while (waiting.length > 0) {
      // Batches that arrived in the same turn of the loop belong into the same transaction.
      await new Promise((resolve) => setImmediate(resolve));
      let n = 0;
      let count = 0;
      while (n < waiting.length && (n === 0 || count + waiting[n]!.fixes.length <= GATHER_MAX))
        count += waiting[n++]!.fixes.length;
      const gathered = waiting.slice(0, n);
      waiting = waiting.slice(n);
      waitingFixes -= count;
      await writeGathered(gathered);
    }
    writing = false;
  };

  const writeGathered = async (gathered: readonly Batch[]): Promise<void> => {
    const touched: KnownUnit[] = [];
    try {
      const judged = gathered.map((batch) => judgeBatch(latest, fixDaysKept, batch, touched));
      await store(pool, judged);
      const newestBefore = latest.newestMs();
      for (const { rows } of judged) latest.apply(rows);
      const newest = latest.newestMs();
      if (newest !== null && newest !== newestBefore) onRecorded(new Date(newest));
      for (const { batch, answer } of judged) batch.resolve(answer);
    } catch (error) {
      for (const known of touched) Object.assign(known, known.before);
      for (const batch of gathered) batch.reject(error);
    } finally {
      for (const known of touched) known.before = null;
    }
  };

  return (ask, fixes) => {
    if (waitingFixes + fixes.length > WAITING_MAX)
      return Promise.reject(new FixesBusy(`${waitingFixes} fixes are waiting`));
    return new Promise((resolve, reject) => {
      waiting.push({ at: ask.at, fixes, resolve, reject });
      waitingFixes += fixes.length;
      if (!writing) void writeAll();
    });
  };
}

function judgeBatch(
  latest: Latest,
  fixDaysKept: number,
  batch: Batch,
  touched: KnownUnit[],
): JudgedBatch {
  const answer: FixBatchAnswer = { accepted: 0, duplicate: 0, refused: [], reasons: {} };
  const judged: JudgedBatch = { batch, answer, rows: [], again: [] };
  const receivedMs = batch.at.getTime();
  const kept = keptDays(batch.at, fixDaysKept);
  for (let index = 0; index < batch.fixes.length; index++) {
    const fix = batch.fixes[index]!;
    const known = latest.known(fix.unit);
    if (!known) {
      answer.refused.push({ index, reason: 'unknown-unit' });
      continue;
    }
    const measuredMs = Date.parse(fix.measuredAt);
    if (!(measuredMs >= kept.fromMs)) {
      answer.refused.push({ index, reason: 'too-old' });
      continue;
    }
    if (measuredMs >= kept.untilMs) {
      answer.refused.push({ index, reason: 'too-far-ahead' });
      continue;
    }
    if (known.before === null) {
      known.before = { standing: known.standing, seenMs: known.seenMs };
      touched.push(known);
    }
    const accuracyM = fix.accuracyM ?? null;
    const reason = latest.judge(
      known,
      { lng: fix.lng, lat: fix.lat, measuredMs, accuracyM, void: fix.void === true },
      receivedMs,
    );
    const row: FixRow = {
      unitId: known.unit.id,
      measuredMs,
      receivedMs,
      lngE7: toLattice(fix.lng),
      latE7: toLattice(fix.lat),
      accuracyM,
      speedMps: fix.speedMps ?? null,
      headingDeg: fix.headingDeg ?? null,
      reason,
    };
    if (measuredMs > known.seenMs) {
      judged.rows.push(row);
      known.seenMs = measuredMs;
    } else {
      judged.again.push(row);
    }
  }
  return judged;
}

/**
 * One transaction: what cannot be there already by COPY, the rest by INSERT … ON CONFLICT. Should a
 * row be there all the same (another server wrote it), everything goes by INSERT. Counts go into the
 * answers, and rows that were there already are taken out.
 */
async function store(pool: pg.Pool, judged: readonly JudgedBatch[]): Promise<void> {
  const fresh = judged.flatMap((j) => j.rows);
  const again = judged.flatMap((j) => j.again);
  let inserted: Map<string, number>;
  let allAgain = false;
  try {
    inserted = await transact(pool, async (db) => {
      if (fresh.length > 0) await copyFixes(db, fresh);
      return countKeys(again.length > 0 ? await insertFixes(db, again) : []);
    });
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error;
    allAgain = true;
    inserted = await transact(pool, async (db) =>
      countKeys(await insertFixes(db, [...fresh, ...again])),
    );
  }
  const isNew = (row: FixRow): boolean => {
    const key = `${row.unitId} ${row.measuredMs}`;
    const left = inserted.get(key) ?? 0;
    if (left > 0) inserted.set(key, left - 1);
    return left > 0;
  };
  for (const j of judged) {
    const said = j.rows.length + j.again.length;
    if (allAgain) j.rows = j.rows.filter(isNew);
    const taken = [...j.rows, ...j.again.filter(isNew)];
    j.answer.accepted = taken.length;
    j.answer.duplicate = said - taken.length;
    for (const { reason } of taken) {
      if (reason !== null) j.answer.reasons[reason] = (j.answer.reasons[reason] ?? 0) + 1;
    }
    j.rows = taken;
  }
}

function countKeys(rows: readonly { unitId: number; measuredMs: number }[]): Map<string, number> {
  const keys = new Map<string, number>();
  for (const row of rows) {
    const key = `${row.unitId} ${row.measuredMs}`;
    keys.set(key, (keys.get(key) ?? 0) + 1);
  }
  return keys;
}
