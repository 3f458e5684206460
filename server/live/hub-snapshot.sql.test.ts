import { randomUUID } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import type { Incident } from '#data/incidents/incident.ts';
import type { Figures } from '#data/wire/messages.ts';
import { transact } from '#server/db/database.ts';
import { report } from '#server/incidents/report.ts';
import { takeStep } from '#server/incidents/take-step.ts';
import { DAY, duty, joinBarely, unitsOf, until, useTestHub } from '#server/test-desk.sql.ts';

import { appendChange } from './append-change.sql.ts';
import type { StrictConsole, StrictConsoleOptions } from './strict-console.ts';

const desk = useTestHub();
const { start, open, untilHeard, createReads, deps, ask } = desk;

describe('a snapshot', () => {
  it('and the changes after it make what the database holds, whenever one joins', async () => {
    const reads = createReads();
    let readings = 0;
    const busy = await start({
      readSnapshot: (asked) => {
        readings++;
        return reads.readSnapshot(asked);
      },
    });
    const elsewhere = await start();
    desk.others.push(busy, elsewhere);
    const states: { byId: Map<string, Incident>; figures: Figures | null; wrong: string[] }[] = [];
    const joining: Promise<StrictConsole>[] = [];
    const work: Promise<unknown>[] = [];
    for (let i = 0; i < 60; i++) {
      // Reports and closings through two servers, and a console that joins now and then.
      const hub = i % 2 ? busy.hub : elsewhere.hub;
      const id = randomUUID();
      const category = i % 3 ? 'litter' : 'fire';
      work.push(
        report(ask(), deps(hub) as never, { id, category, title: `${i}` }).then(async () => {
          if (i % 4 === 0) await takeStep(ask(), deps(hub) as never, id, { step: 'close', expects: 1 }); // prettier-ignore
        }),
      );
      if (i % 2 === 0) {
        const state: (typeof states)[number] = { byId: new Map(), figures: null, wrong: [] };
        states.push(state);
        const options: StrictConsoleOptions = {
          onSnapshot: (snapshot) => {
            state.byId = new Map(snapshot.incidents.map((one) => [one.id, one]));
            state.figures = snapshot.figures;
          },
          onChange: (change) => {
            if (change.noun !== 'incidents') return;
            const { incident, kind } = change;
            if ((kind === 'reported') === state.byId.has(incident.id)) state.wrong.push(kind);
            if (incident.state === 'open') state.byId.set(incident.id, incident);
            else state.byId.delete(incident.id);
            state.figures = change.figures;
          },
        };
        joining.push(open(options, (i % 4 ? busy : elsewhere).url));
      }
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
    await Promise.all(work);
    const all = await Promise.all(joining);
    for (const hub of [busy.hub, elsewhere.hub]) await untilHeard(hub);
    const truth = JSON.parse((await reads.readSnapshot(ask())).text);
    const sorted = (list: Iterable<Incident>) => [...list].sort((x, y) => (x.id < y.id ? -1 : 1));
    for (const [i, state] of states.entries()) {
      await until('it has all', () => state.byId.size === truth.incidents.length);
      await until('it has all', () => JSON.stringify(state.figures) === JSON.stringify(truth.figures)); // prettier-ignore
      expect(sorted(state.byId.values())).toEqual(sorted(truth.incidents));
      expect([...state.wrong, ...all[i]!.failures]).toEqual([]);
    }
    // Fifteen joined there.
    expect(readings).toBeLessThanOrEqual(5);
  });

  it('comes though more has happened while it was read than is at hand', async () => {
    const reads = createReads();
    const ids = Array.from({ length: 2_500 }, (_, i) => i + 1);
    const slow = await start({
      readSnapshot: async (asked) => {
        const made = await reads.readSnapshot(asked);
        await transact(desk.database.ownerPool, async (db) => {
          for (const id of ids) await appendChange(db, desk.now, duty(id));
        });
        await until('it hears', () => slow.hub.position().no === made.no + ids.length);
        return made;
      },
    });
    desk.others.push(slow);
    const a = await open({}, slow.url);
    await until('all is told', () => a.changes.length === ids.length);
    expect(unitsOf(a.changes)).toEqual(ids);
    expect([...a.answers, ...a.failures]).toEqual(['snapshot']);
  });

  it('tells of the cameras that differ from the packed ones, and of no others', async () => {
    const states = async (...told: [number, string][]): Promise<void> => {
      const at = new Date(Date.parse(DAY) - 5_000).toISOString();
      await transact(desk.database.ownerPool, async (db) => {
        for (const [id, state] of told)
          await db.query('UPDATE sites SET state = $2, state_at = $3 WHERE id = $1', [
            id,
            state,
            at,
          ]);
        await appendChange(db, desk.now, { noun: 'sites', kind: 'states', at: DAY, states: told.map(([id, state]) => [id, state as never, at]) }); // prettier-ignore
      });
    };
    const imported = (sites: number) =>
      transact(desk.database.ownerPool, async (db) => {
        await db.query(`UPDATE versions SET version = $1 WHERE noun = 'sites'`, [sites]);
        const versions = { areas: 1, features: 1, buildings: 1, units: 1, sites };
        await appendChange(db, desk.now, { noun: 'district', kind: 'imported', at: DAY, versions, editionId: null }); // prettier-ignore
      });
    const inSnapshot = async () => {
      const answer = await joinBarely(desk.here.url, {});
      if (answer.kind !== 'snapshot') throw new Error(answer.kind);
      return answer.snapshot.cameraStates.map(([id, state]) => `${id} ${state}`);
    };
    await imported(1);
    await states([2, 'offline'], [3, 'unreachable']);
    await states([3, 'online']);
    await untilHeard(desk.here.hub);
    expect(await inSnapshot()).toEqual(['2 offline', '3 online']);
    await states([4, 'offline']);
    // One of areas leaves the packed sites as they are.
    await imported(1);
    await untilHeard(desk.here.hub);
    expect(await inSnapshot()).toEqual(['2 offline', '3 online', '4 offline']);
    expect(desk.here.feeds.message(true).feeds[2]!.newestAt).toBe('2026-01-15T07:59:55.000Z');
    await imported(2);
    await untilHeard(desk.here.hub);
    expect(await inSnapshot()).toEqual([]);
    await states([5, 'offline']);
    await imported(2);
    await untilHeard(desk.here.hub);
    expect(await inSnapshot()).toEqual(['5 offline']);
    const fresh = await start();
    desk.others.push(fresh);
    desk.here = fresh;
    desk.others.pop();
    expect(await inSnapshot()).toEqual(['5 offline']);
    expect(fresh.feeds.message(true).feeds[2]!.newestAt).toBe('2026-01-15T07:59:55.000Z');
  });
});
