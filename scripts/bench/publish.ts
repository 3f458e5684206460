import { randomUUID } from 'node:crypto';

import { makeSample } from '#data/fixtures/made-sample.ts';
import { randomAct } from '#data/fixtures/random-acts.ts';
import { createRandom } from '#data/fixtures/random-cells.ts';
import { editPlan } from '#data/plans/edit-plan.ts';
import type { PlanAct } from '#data/plans/plan-act.ts';
import { applyPlanEdit } from '#data/plans/plan-edit.ts';
import { planStateOf } from '#data/plans/plan-state.ts';
import type { Plan } from '#data/plans/plan.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { loadSample } from '#server/import/load-sample.ts';
import { startTestApp } from '#server/test-app.ts';

import { median, type Bench, type BenchResult } from './bench.ts';
import { createEmptyTables, insertPlainly } from './plain-insert.sql.ts';

const SEED = 1;
/** Edits of a plan that is published. */
const EDITS = [1, 10, 100];
const ROUNDS = 7;
const HOUR_MS = 3_600_000;

type Served = Awaited<ReturnType<typeof startTestApp>>;

export const bench: Bench = {
  name: 'publish',
  about: 'publishing 1, 10 and 100 edits on 3,503 cells, against a plain INSERT of the same rows',
  run: async (log, once) => {
    const sample = makeSample('district', SEED);
    const database = await testDatabase();
    let nowMs = Date.parse(sample.request.endDate) + 24 * HOUR_MS;
    try {
      await loadSample(database.ownerPool, sample, undefined, () => new Date(nowMs));
      await createEmptyTables(database.ownerPool);
      const served = await startTestApp(database.pool, () => new Date(nowMs));
      const random = createRandom(SEED);
      const results: BenchResult[] = [];
      for (const edits of EDITS) {
        const [published, brought, plain, ratios]: [number[], number[], number[], number[]] = [[], [], [], []]; // prettier-ignore
        let rows = 0;
        // The first one is for the machine's code and the database's pages to be there.
        for (let round = once ? 0 : -1; round < (once ? 1 : ROUNDS); round++) {
          nowMs += HOUR_MS;
          const plan = await drawPlan(served, edits, random);
          const validFrom = new Date(nowMs + HOUR_MS / 2).toISOString();
          const began = performance.now();
          await post(served, `/api/plans/${plan.id}/publish`, {
            expects: plan.revision,
            validFrom,
          });
          const written = performance.now();
          nowMs += HOUR_MS;
          const due = performance.now();
          await served.deps.editions.bringDue();
          const done = performance.now();
          const bare = await insertPlainly(database.ownerPool, served.deps.areas.editionId!);
          if (round < 0) continue;
          published.push(written - began);
          brought.push(done - due);
          plain.push(bare.ms);
          ratios.push((written - began) / bare.ms);
          rows = bare.rows;
        }
        log(`${edits} edits: ${published.map((ms) => ms.toFixed(0)).join(' ')} ms`);
        results.push({
          name: `publishing ${edits} edits, 3,503 cells`,
          unit: 'ms',
          ours: median(published),
          peers: [{ name: 'plain INSERT of the same rows', value: median(plain) }],
          ratio: median(ratios),
          aim: '',
          met: null,
          notes: [
            `median of ${published.length}, by the route, from the request to the edition that waits: ${rows} rows the last time; longest ${Math.max(...published).toFixed(0)} ms`,
            'codes are allotted, all cells checked and the crosswalk made meanwhile; the peer writes what came of it, with its indexes',
            `then coming into force: median ${median(brought).toFixed(0)} ms, longest ${Math.max(...brought).toFixed(0)} ms`,
          ],
        });
      }
      await served.close();
      return results;
    } finally {
      await database.drop();
    }
  },
};

async function post<T>({ app }: Served, url: string, payload: object): Promise<T> {
  const { statusCode, body } = await app.inject({ method: 'POST', url, payload });
  if (statusCode >= 300) throw new Error(`${url} was answered ${statusCode} ${body}`);
  return JSON.parse(body) as T;
}

/** A draft with so many splits, merges and moved borders, on the edition in force. */
async function drawPlan(served: Served, edits: number, random: () => number): Promise<Plan> {
  const { areas } = served.deps;
  const state = planStateOf(areas.coverage!, areas.areas, areas.lockedBorders);
  const id = randomUUID();
  let plan = await post<Plan>(served, '/api/plans', { id, name: id, editionId: areas.editionId });
  while (plan.position < edits) {
    const act: PlanAct = randomAct(state, random);
    if (!['split', 'merge', 'reshape'].includes(act.verb)) continue;
    const edit = editPlan(state, act);
    if ('refused' in edit) continue;
    applyPlanEdit(state, edit);
    ({ plan } = await post<{ plan: Plan }>(served, `/api/plans/${id}/edits`, { id: randomUUID(), act, expects: plan.revision })); // prettier-ignore
  }
  return plan;
}
