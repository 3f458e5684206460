import { randomUUID } from 'node:crypto';

import { randomAct, textOf } from '#data/fixtures/random-acts.ts';
import { createRandom } from '#data/fixtures/random-cells.ts';
import { coverageOf } from '#data/fixtures/sound.ts';
import { editPlan } from '#data/plans/edit-plan.ts';
import { applyPlanEdit, type KeptPlanEdit } from '#data/plans/plan-edit.ts';
import { planStateOf, type PlanState } from '#data/plans/plan-state.ts';
import type { Plan } from '#data/plans/plan.ts';
import type { Sample } from '#data/sample/sample.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { createPlanStates } from '#server/plans/plan-states.ts';
import { insertTestEdition } from '#server/plans/test-edition.sql.ts';
import { startTestApp } from '#server/test-app.ts';

import type { Proof } from './proof.ts';

const FULL_COUNT = 10_000;
/** Every such edit loses the server its connections to the database while it is being saved. */
const CUT_EACH = 9;
/** The answer to every such act is lost on its way. */
const LOST_EACH = 7;
/** So often a server ends and another takes its place. */
const STARTS = 5;

type Served = Awaited<ReturnType<typeof startTestApp>>;

export const proof: Proof = {
  name: 'plans',
  about:
    'a plan saved edit by edit, its transactions cut: nothing lost or doubled, the same bytes undone, redone and loaded',
  fullCount: FULL_COUNT,
  run: async ({ count, seed, log }) => {
    const failures: string[] = [];
    const full = count >= FULL_COUNT;
    const sample = await makeSample(full ? 'district' : 'street', seed);
    const parents = new Set(sample.areas.map((area) => area.parentId));
    const coverage = coverageOf(sample.areas.filter((area) => !parents.has(area.id)));
    const stateBefore = (): PlanState => planStateOf(coverage, sample.areas);
    const database = await testDatabase();
    let served: Served | null = null;
    try {
      await insertTestEdition(database.ownerPool, sample.levels, sample.areas);
      served = await startTestApp(database.pool);
      const begun = { id: randomUUID(), name: '证明', editionId: 1 };
      const answer = await served.app.inject({ method: 'POST', url: '/api/plans', payload: begun });
      let plan = answer.json<Plan>();
      const url = `/api/plans/${plan.id}`;

      const state = stateBefore();
      const random = createRandom(seed);
      let [tried, cuts, lost, saved, again] = [0, 0, 0, 0, 0];
      let starts = 1;
      while (saved < count && failures.length === 0) {
        if (saved >= (starts * count) / (STARTS + 1)) {
          await served.close();
          served = await startTestApp(database.pool);
          starts++;
        }
        const act = randomAct(state, random);
        const shown = editPlan(state, act);
        const payload = { id: randomUUID(), act, expects: plan.revision };
        const isCut = ++tried % CUT_EACH === 0;
        for (let tries = 0; ; tries++) {
          const sent = served.app.inject({ method: 'POST', url: `${url}/edits`, payload });
          if (isCut && tries === 0)
            cuts += await cutConnections(database, Math.floor(12 * random()));
          const { statusCode, body } = await sent;
          if (statusCode >= 500) {
            // Whether it was saved the sender does not know: it sends the same again.
            lost++;
            if (tries === 20) throw new Error(`still ${statusCode} ${body}`);
            continue;
          }
          if (tries === 0 && tried % LOST_EACH === 0) {
            lost++;
            continue;
          }
          const said = JSON.parse(body) as { plan: Plan; edit: KeptPlanEdit; reason: string };
          if ('refused' in shown) {
            if (statusCode !== 422 || said.reason !== shown.refused)
              failures.push(`${shown.refused} was answered ${statusCode} ${said.reason}`);
          } else if (statusCode !== 200 && statusCode !== 201) {
            failures.push(`${JSON.stringify(act)} was answered ${statusCode} ${said.reason}`);
          } else {
            if (JSON.stringify(said.edit.edit) !== JSON.stringify(shown))
              failures.push(`${JSON.stringify(act)} is another edit than its preview`);
            if (said.edit.seq !== ++saved)
              failures.push(`edit ${saved} has place ${said.edit.seq}`);
            if (statusCode === 200) again++;
            plan = said.plan;
            applyPlanEdit(state, said.edit.edit);
          }
          break;
        }
        if (saved % 500 === 0 && !('refused' in shown)) log(`${saved} of ${count} edits saved`);
      }

      const last = textOf(state);
      const loaded = await loadPlan(served, url, stateBefore());
      if (textOf(loaded.state) !== last) failures.push('loaded it is not the same bytes');
      const states = createPlanStates(served.deps.areas);
      const at = async (position: number): Promise<string> => {
        const payload = { position, expects: plan.revision };
        const moved = await served!.app.inject({ method: 'POST', url: `${url}/position`, payload });
        const before = plan;
        plan = moved.json<Plan>();
        states.follow(before, plan);
        const there = await states.take(database.pool, plan);
        const text = textOf(there);
        states.keep(plan, there);
        return text;
      };
      if ((await at(saved)) !== last) failures.push('built anew it is not the same bytes');
      if ((await at(0)) !== textOf(stateBefore()))
        failures.push('undone to the first it is not the same bytes as the edition');
      if ((await at(saved)) !== last) failures.push('redone to the last it is not the same bytes');
      return {
        count,
        seed,
        failures,
        notes: [
          `${tried} acts, ${saved} saved in ${starts} servers; ${cuts} connections cut, ${lost} answers lost, ${again} edits found saved when sent again`, // prettier-ignore
          `${loaded.edits} edits loaded in ${loaded.pages} answers, ${(loaded.bytes / 1e6).toFixed(1)} MB of JSON`,
          ...(full ? [] : ['not at full size: the sample is a street']),
        ],
      };
    } finally {
      await served?.close();
      await database.drop();
    }
  },
};

async function makeSample(size: 'street' | 'district', seed: number): Promise<Sample> {
  const { generateSample } = await import('#data/sample/generate.ts');
  const stages = generateSample({ size, seed, endDate: '2026-01-31' });
  let step = stages.next();
  while (!step.done) step = stages.next();
  return step.value;
}

/** End the connections that the server works on, some milliseconds from now; how many. */
async function cutConnections(database: TestDatabase, afterMs: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  const { rowCount } = await database.ownerPool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE application_name = 'jingwei api' AND datname = current_database() AND pid <> pg_backend_pid()`,
  );
  return rowCount ?? 0;
}

/** A plan as a screen loads it. */
async function loadPlan(
  { app }: Served,
  url: string,
  state: PlanState,
): Promise<{ state: PlanState; edits: number; pages: number; bytes: number }> {
  const loaded = { state, edits: 0, pages: 0, bytes: 0 };
  for (let after: number | null = 0; after !== null;) {
    const { body } = await app.inject({ method: 'GET', url: `${url}?after=${after}` });
    const page = JSON.parse(body) as { edits: KeptPlanEdit[]; next: number | null };
    for (const { edit } of page.edits) applyPlanEdit(state, edit);
    loaded.edits += page.edits.length;
    loaded.pages++;
    loaded.bytes += body.length;
    after = page.next;
  }
  return loaded;
}
