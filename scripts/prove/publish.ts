import { createHash } from 'node:crypto';

import { randomAct } from '#data/fixtures/random-acts.ts';
import { createRandom } from '#data/fixtures/random-cells.ts';
import { editPlan } from '#data/plans/edit-plan.ts';
import type { PlanAct } from '#data/plans/plan-act.ts';
import { applyPlanEdit } from '#data/plans/plan-edit.ts';
import { planStateOf } from '#data/plans/plan-state.ts';
import type { Plan } from '#data/plans/plan.ts';
import { generateSample } from '#data/sample/generate.ts';
import type { Sample } from '#data/sample/sample.ts';
import { createPool } from '#server/db/pool.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { loadSample } from '#server/import/load-sample.ts';
import { startTestApp } from '#server/test-app.ts';

import type { Proof } from './proof.ts';
import { cutConnections } from './publish/cutting-pool.ts';
import {
  countLoose,
  differing,
  insertPrecincts,
  isOnlyPublished,
  selectDigests,
} from './publish/digests.sql.ts';

/** Acts of each plan that is published. */
const ACTS = 3;
const HOUR_MS = 3_600_000;
/** More statements than publishing and coming into force have together: beyond the last one nothing is cut. */
const STATEMENTS = 42;

type Served = Awaited<ReturnType<typeof startTestApp>>;

export const proof: Proof = {
  name: 'publish',
  about:
    'publishing and coming into force, cut at every statement: the old or the new, never between, and a repeat succeeds',
  fullCount: 2 * STATEMENTS,
  run: async ({ count, seed, log }) => {
    const failures: string[] = [];
    const random = createRandom(seed);
    const sample = makeSample(seed);
    // Two of the same: in one nothing is cut.
    const [whole, cut] = [await testDatabase(), await testDatabase()];
    const tally = { cuts: 0, old: 0, waiting: 0, done: 0, uncut: 0 };
    const cutAt = new Set<string>();
    let most = 0;
    try {
      for (const { ownerPool } of [whole, cut]) {
        await loadSample(ownerPool, sample, undefined, () => new Date('2026-02-01T00:00:00Z'));
        await insertPrecincts(ownerPool);
      }
      let nowMs = Date.parse('2026-02-02T00:00:00Z');
      const clock = (): Date => new Date(nowMs);
      const counter = cutConnections(whole.pool);
      const steady = await startTestApp(whole.pool, clock);
      for (let round = 0; round < count && failures.length === 0; round++) {
        nowMs += HOUR_MS;
        const when = round % 2 === 0 ? 'before' : 'after';
        let at = 0;
        const say = (what: string): void => void failures.push(`round ${round}, cut ${when} statement ${at}: ${what}`); // prettier-ignore
        const acts = drawActs(steady, random);
        const id = uuidOf(`${seed} ${round}`);

        const pool = createPool(cut.url);
        const cutter = cutConnections(pool);
        let victim = await startTestApp(pool, clock);
        const plan = await drawPlan(steady, id, acts);
        if (plan.revision !== (await drawPlan(victim, id, acts)).revision) say('the plans differ');
        const before = await selectDigests(cut.ownerPool);
        if (differing(before, await selectDigests(whole.ownerPool)).length > 0) say('they were not the same before'); // prettier-ignore
        // Every third is published for an hour later, and comes into force when a server is there.
        const later = round % 3 === 2 ? new Date(nowMs + HOUR_MS / 2).toISOString() : undefined;
        const publish = async (served: Served): Promise<number> => {
          const payload = { expects: plan.revision, ...(later ? { validFrom: later } : {}) };
          const sent = await served.app.inject({ method: 'POST', url: `/api/plans/${id}/publish`, payload }); // prettier-ignore
          return sent.statusCode;
        };
        const bring = async (served: Served): Promise<void> => {
          if (later) nowMs = Math.max(nowMs, Date.parse(later));
          await served.deps.editions.bringDue();
        };
        const askedMs = nowMs;
        counter.arm(0, when);
        if ((await publish(steady)) !== 200) say('it is not published where nothing is cut');
        await bring(steady);
        const after = await selectDigests(whole.ownerPool);
        nowMs = askedMs;
        const statements = counter.count();
        most = Math.max(most, statements);
        // All statements in turn, or spread over them where there are fewer rounds; before and after each.
        at = 1 + (count < 2 * STATEMENTS ? Math.floor(((round + random()) * statements) / count) : Math.floor(round / 2)); // prettier-ignore

        cutter.arm(at, when);
        const status = await publish(victim);
        if (status === 200) await bring(victim).catch(() => {});
        const isCut = cutter.count() >= at;
        tally[isCut ? 'cuts' : 'uncut']++;
        if (isCut) cutAt.add(`${when} ${at}`);
        await victim.close();
        await pool.end();
        const left = await selectDigests(cut.ownerPool);
        const other = differing(before, left);
        if (other.length === 0) tally.old++;
        else if (differing(after, left).length === 0) tally.done++;
        else if (isOnlyPublished(other)) tally.waiting++;
        else say(`it is between: ${other.join(', ')} are not as before`);
        if (!isCut && differing(after, left).length > 0) say('it was not cut, and is not done');

        // Another process, which is asked the same once more.
        nowMs = askedMs;
        const fresh = createPool(cut.url);
        victim = await startTestApp(fresh, clock);
        if ((await publish(victim)) !== 200) say('asked again it is not published');
        await bring(victim);
        const wrong = differing(after, await selectDigests(cut.ownerPool));
        if (wrong.length > 0) say(`asked again ${wrong.join(', ')} are not what they are where nothing is cut`); // prettier-ignore
        const loose = await countLoose(cut.ownerPool);
        if (loose.missing + loose.waiting > 0) say(`${loose.missing} changes are missing, ${loose.waiting} editions wait`); // prettier-ignore
        await victim.close();
        await fresh.end();
        if (round % 10 === 9) log(`${round + 1} of ${count}`);
      }
      await steady.close();
    } finally {
      await whole.drop();
      await cut.drop();
    }
    return {
      count,
      seed,
      failures,
      notes: [
        `${tally.cuts} cuts at ${cutAt.size} places of ${2 * most} (before and after each of ${most} statements); ${tally.uncut} rounds ended before theirs`, // prettier-ignore
        `left behind: ${tally.old} times the old, ${tally.waiting} an edition that waits, ${tally.done} the new`, // prettier-ignore
      ],
    };
  },
};

function makeSample(seed: number): Sample {
  const stages = generateSample({ size: 'street', seed, endDate: '2026-01-31' });
  let step = stages.next();
  while (!step.done) step = stages.next();
  return step.value;
}

/** Acts that change something, on the edition in force. */
function drawActs({ deps: { areas } }: Served, random: () => number): PlanAct[] {
  const state = planStateOf(areas.coverage!, areas.areas, areas.lockedBorders);
  const acts: PlanAct[] = [];
  while (acts.length < ACTS) {
    const act = randomAct(state, random);
    // People and organisations of these numbers are not there.
    if (act.verb === 'describe' || act.verb === 'reassign') continue;
    const edit = editPlan(state, act);
    if ('refused' in edit) continue;
    applyPlanEdit(state, edit);
    acts.push(act);
  }
  return acts;
}

/** A draft with these edits. */
async function drawPlan({ app, deps }: Served, id: string, acts: PlanAct[]): Promise<Plan> {
  const post = async <T>(url: string, payload: object): Promise<T> => {
    const { statusCode, body } = await app.inject({ method: 'POST', url, payload });
    if (statusCode !== 201) throw new Error(`${url} was answered ${statusCode} ${body}`);
    return JSON.parse(body) as T;
  };
  const editionId = deps.areas.editionId!;
  let plan = await post<Plan>('/api/plans', { id, name: '证明', editionId });
  for (const [i, act] of acts.entries()) {
    const payload = { id: uuidOf(`${id} ${i}`), act, expects: plan.revision };
    ({ plan } = await post<{ plan: Plan }>(`/api/plans/${id}/edits`, payload));
  }
  return plan;
}

/** The same one each time, so that two databases have the same. */
function uuidOf(text: string): string {
  const h = createHash('sha256').update(text).digest('hex');
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`;
}
