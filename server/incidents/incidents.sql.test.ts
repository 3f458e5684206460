import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createRandom } from '#data/fixtures/random-cells.ts';
import type { Incident } from '#data/incidents/incident.ts';
import type { Change, Figures } from '#data/wire/messages.ts';
import { createApp } from '#server/app.ts';
import { testDatabase } from '#server/db/test-database.ts';
import type { App, Deps } from '#server/deps.ts';
import type { StoredChange } from '#server/live/publish.ts';

import { incidentsRoutes } from './routes.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let app: App;
let now = new Date('2026-01-15T08:00:00.000Z');
let woken: StoredChange[] = [];
const listeners: ((change: Change) => void)[] = [];
const hear = (change: Change): void => listeners.forEach((listener) => listener(change));
/** The borders in memory: of edition 3, until it is found out that another is in force. */
const areas = {
  editionId: 3,
  cellAt: (lng: number) => (lng < 119 ? 4 + areas.editionId : null),
  movedOn: [] as number[],
  moveOn: async (from: number) => {
    areas.movedOn.push(from);
    areas.editionId = (
      await database.pool.query<{ id: number }>('SELECT max(id) AS id FROM editions')
    ).rows[0]!.id;
  },
};

beforeAll(async () => {
  database = await testDatabase();
  await database.ownerPool.query(
    `INSERT INTO categories VALUES ('fire', '火情', 'Fire', 1), ('litter', '垃圾', 'Litter', 4);
     INSERT INTO levels VALUES (1, 'district', '区', 'District');
     INSERT INTO editions VALUES (3, '2026-01-01')`,
  );
  app = createApp('silent');
  await incidentsRoutes(app, {
    pool: database.pool,
    clock: () => now,
    areas,
    hub: {
      tell: (stored: StoredChange) => woken.push(stored),
      onChange: (listener: (change: Change) => void) => void listeners.push(listener),
      onReset: () => undefined,
    },
    settings: { timeZone: 'Asia/Shanghai' },
  } as unknown as Deps);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});
beforeEach(async () => {
  woken = [];
  now = new Date('2026-01-15T08:00:00.000Z');
  await database.ownerPool.query('TRUNCATE incidents, entries, changes, district CASCADE');
});

const post = (url: string, payload: object) => app.inject({ method: 'POST', url, payload });
const get = (url: string) => app.inject({ method: 'GET', url });
const told = (more: object = {}) => ({
  id: randomUUID(),
  category: 'litter',
  title: '楼道堆物',
  at: [118.5, 32.1],
  ...more,
});
const reported = async (more: object = {}): Promise<Incident> => {
  const answer = await post('/api/incidents', told(more));
  expect(answer.statusCode).toBe(201);
  return answer.json<Incident>();
};
const close = (id: string, expects: number, more: object = {}) =>
  post(`/api/incidents/${id}/steps`, { step: 'close', expects, ...more });
const changes = async (): Promise<Change[]> =>
  (await database.pool.query('SELECT payload FROM changes ORDER BY no')).rows.map((r) => r.payload);

describe('a report', () => {
  it('is as grave as its category is now, also after an import', async () => {
    expect((await reported()).severity).toBe(4);
    await database.ownerPool.query(`UPDATE categories SET severity = 2 WHERE key = 'litter'`);
    const versions = { areas: 1, features: 1, buildings: 1, sites: 1, units: 1 };
    hear({ noun: 'district', kind: 'imported', at: now.toISOString(), versions, editionId: 3 });
    expect((await reported()).severity).toBe(2);
    await database.ownerPool.query(`UPDATE categories SET severity = 4 WHERE key = 'litter'`);
    hear({ noun: 'district', kind: 'imported', at: now.toISOString(), versions, editionId: 3 });
  });
  it('has the area and edition of its point, the severity of its category, and the next number of its day', async () => {
    const first = told({ category: 'fire', description: '浓烟', address: '和平路 1 号', origin: 'hotline', actor: '王芳' }); // prettier-ignore
    const answer = await post('/api/incidents', first);
    expect(answer.statusCode).toBe(201);
    const incident = {
      id: first.id,
      no: '26011500001',
      category: 'fire',
      severity: 1,
      title: '楼道堆物',
      description: '浓烟',
      address: '和平路 1 号',
      at: [118.5, 32.1],
      areaId: 7,
      editionId: 3,
      origin: 'hotline',
      reportedAt: now.toISOString(),
      state: 'open',
      revision: 1,
      closedAt: null,
    };
    expect(answer.json()).toEqual(incident);
    expect((await get(`/api/incidents/${first.id}`)).json()).toEqual({
      incident,
      entries: [{ revision: 1, step: 'report', at: now.toISOString(), actor: '王芳', note: '' }],
    });
    expect(await changes()).toEqual([
      {
        noun: 'incidents',
        kind: 'reported',
        at: now.toISOString(),
        incident,
        figures: { open: 1, openGrave: 1, newToday: 1, closedToday: 0 },
      },
    ]);
    expect(woken).toHaveLength(1);
    // What consoles are told without reading it again is what was stored.
    expect(woken.map(({ change }) => change)).toEqual(await changes());
    expect((await reported()).no).toBe('26011500002');
    // 16:00 UTC is midnight there.
    now = new Date('2026-01-15T16:00:00.000Z');
    expect((await reported()).no).toBe('26011600001');
  });
  it('outside every area, or without a place, belongs to none', async () => {
    expect(await reported({ at: [120, 32] })).toMatchObject({ areaId: null, editionId: null });
    expect(await reported({ at: undefined })).toMatchObject({ at: null, areaId: null });
  });
  it('that comes again answers the same and tells nobody, whatever has become of it', async () => {
    const first = told({ actor: '王芳' });
    const made = (await post('/api/incidents', first)).json<Incident>();
    const again = await post('/api/incidents', { ...first, id: first.id.toUpperCase() });
    expect([again.statusCode, again.json()]).toEqual([200, made]);
    const closed = (await close(made.id, 1)).json<Incident>();
    const late = await post('/api/incidents', first);
    expect([late.statusCode, late.json()]).toEqual([200, closed]);
    expect(await changes()).toHaveLength(2);
    expect(woken).toHaveLength(2);
  });
  it('with the id of another is refused, by each thing that can differ', async () => {
    const first = told({ actor: '王芳' });
    await post('/api/incidents', first);
    const others = [
      { category: 'fire' },
      { title: '别的' },
      { description: '别的' },
      { address: '别的' },
      { at: [118.5, 32.2] },
      { at: undefined },
      { origin: 'camera' },
      { actor: '李强' },
    ];
    for (const other of others) {
      const answer = await post('/api/incidents', { ...first, ...other });
      expect([answer.statusCode, answer.json().reason]).toEqual([409, 'id-already-used']);
    }
    expect(await changes()).toHaveLength(1);
  });
  it('of an unknown category, or that is none, is refused', async () => {
    const answer = await post('/api/incidents', told({ category: 'ufo' }));
    expect([answer.statusCode, answer.json().reason]).toEqual([422, 'unknown-category']);
    for (const bad of [{ id: 'x' }, { title: '' }, { at: [181, 0] }, { severity: 1 }]) {
      expect((await post('/api/incidents', told(bad))).statusCode).toBe(400);
    }
    expect(await changes()).toEqual([]);
  });
  it('twenty at once have twenty numbers, and of one sent twice at once there is one', async () => {
    const same = told();
    const answers = await Promise.all([
      ...Array.from({ length: 20 }, () => post('/api/incidents', told())),
      post('/api/incidents', same),
      post('/api/incidents', same),
    ]);
    expect(answers.map((a) => a.statusCode).sort()).toEqual([200, ...Array(21).fill(201)]);
    const numbers = new Set(answers.map((a) => a.json<Incident>().no));
    expect(numbers.size).toBe(21);
    expect([...numbers].sort().at(-1)).toBe('26011500021');
  });
  it('has a number after 99,999, too', async () => {
    await database.ownerPool.query(
      `INSERT INTO incidents (id, no, category, severity, title, origin, reported_at, source_key)
       VALUES (gen_random_uuid(), '26011599999', 'litter', 4, 't', 'patrol', $1, 'a')`,
      [now],
    );
    expect((await reported()).no).toBe('260115100000');
    expect((await reported()).no).toBe('260115100001');
  });
});

describe('a report placed by borders that are no longer in force', () => {
  beforeEach(() => {
    areas.movedOn = [];
    return async () => {
      await database.ownerPool.query(
        'TRUNCATE incidents CASCADE; DELETE FROM editions WHERE id > 3',
      );
      areas.editionId = 3;
    };
  });
  const moveOn = `INSERT INTO editions VALUES (4, '2026-01-10')`;

  it('is placed anew, and leaves nothing of the first time', async () => {
    await database.ownerPool.query(moveOn);
    expect(await reported()).toMatchObject({ areaId: 8, editionId: 4, no: '26011500001' });
    expect(areas.movedOn).toEqual([3]);
    expect(await changes()).toHaveLength(1);
    expect(woken).toHaveLength(1);
    await reported();
    expect(areas.movedOn).toEqual([3]);
  });
  it('is so also where it lay outside of them', async () => {
    await database.ownerPool.query(moveOn);
    await reported({ at: [120, 32] });
    expect(areas.movedOn).toEqual([3]);
  });
  it('is so when they come into force while it waits for its turn', async () => {
    const holder = await database.ownerPool.connect();
    try {
      await holder.query('BEGIN');
      await holder.query('UPDATE stream SET last_no = last_no');
      const report = reported();
      const waits = async (): Promise<boolean> =>
        (
          await database.ownerPool.query<{ waits: boolean }>(
            'SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted) AS waits',
          )
        ).rows[0]!.waits;
      while (!(await waits()));
      await holder.query(moveOn);
      await holder.query('COMMIT');
      expect(await report).toMatchObject({ areaId: 8, editionId: 4 });
    } finally {
      holder.release();
    }
  });
  it('is refused for now where they change faster than they are read', async () => {
    await database.ownerPool.query(moveOn);
    const { moveOn: really } = areas;
    areas.moveOn = async () => {};
    const answer = await post('/api/incidents', told());
    areas.moveOn = really;
    expect([answer.statusCode, answer.json().reason]).toEqual([503, 'busy']);
    expect(await changes()).toEqual([]);
  });
});

describe('a step', () => {
  it('closes an incident, leaves its entry and tells everybody', async () => {
    const { id } = await reported({ category: 'fire' });
    now = new Date('2026-01-15T09:00:00.000Z');
    const answer = await close(id, 1, { actor: '李强', note: '已扑灭' });
    expect(answer.statusCode).toBe(200);
    const closed = answer.json<Incident>();
    expect(closed).toMatchObject({ state: 'closed', revision: 2, closedAt: now.toISOString() });
    const { incident, entries } = (await get(`/api/incidents/${id}`)).json();
    expect(incident).toEqual(closed);
    expect(entries[1]).toEqual({ revision: 2, step: 'close', at: now.toISOString(), actor: '李强', note: '已扑灭' }); // prettier-ignore
    expect((await changes())[1]).toMatchObject({
      kind: 'stepped',
      incident: closed,
      figures: { open: 0, openGrave: 0, newToday: 1, closedToday: 1 },
    });
  });
  it('is refused in words', async () => {
    const { id } = await reported();
    const answers = [
      await close(randomUUID(), 1),
      await close(id, 2),
      await close(id, 1),
      await close(id, 1),
      await close(id, 2),
    ];
    expect(answers.map((a) => [a.statusCode, a.json().reason])).toEqual([
      [404, 'unknown-incident'],
      [409, 'revision-moved-on'],
      [200, undefined],
      [409, 'already-closed'],
      [409, 'already-closed'],
    ]);
    expect((await post(`/api/incidents/${id}/steps`, { step: 'report', expects: 1 })).statusCode).toBe(400); // prettier-ignore
    expect(await changes()).toHaveLength(2);
  });
  it('taken by ten at once is taken once', async () => {
    const { id } = await reported();
    const answers = await Promise.all(Array.from({ length: 10 }, () => close(id, 1)));
    expect(answers.filter((a) => a.statusCode === 200)).toHaveLength(1);
    expect(await changes()).toHaveLength(2);
  });
});

describe('the list', () => {
  it('pages from the newest on, each incident once', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 7; i++) {
      // Three share a time.
      now = new Date(Date.parse('2026-01-15T08:00:00Z') + 60_000 * Math.min(i, 4));
      ids.unshift((await reported()).id);
    }
    await close(ids[0]!, 1);
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const page: { incidents: Incident[]; next: string | null } = (
        await get(`/api/incidents?limit=3${next ? `&before=${next}` : ''}`)
      ).json();
      seen.push(...page.incidents.map((i) => i.id));
      next = page.next;
    } while (next);
    expect([...seen].sort()).toEqual([...ids].sort());
    expect(seen.slice(3)).toEqual(ids.slice(3));
    const open = (await get('/api/incidents?state=open')).json();
    expect(open).toMatchObject({ next: null });
    expect(open.incidents).toHaveLength(6);
    expect((await get('/api/incidents?state=closed')).json().incidents[0].id).toBe(ids[0]);
  });
  it('of a day holds what was closed on it there, the last closed first, paged, each once', async () => {
    // Days begin at 16:00 UTC. Closed just before one, in one (three at the same time), and when the next began.
    const closedAt = ['14T15:59:59', '14T16:00:00', '15T03:00:00', '15T03:00:00', '15T03:00:00', '15T15:59:59', '15T16:00:00']; // prettier-ignore
    now = new Date('2026-01-13T00:00:00Z');
    const made = [];
    for (let i = 0; i < closedAt.length; i++) made.push(await reported());
    const open = await reported();
    const ids: string[] = [];
    // The last reported is closed first: the order is not that of the reports.
    for (const day of closedAt) {
      now = new Date(`2026-01-${day}.000Z`);
      const { id } = made.pop()!;
      expect((await close(id, 1)).statusCode).toBe(200);
      ids.push(id);
    }
    const pages = async (query: string): Promise<string[]> => {
      const seen: string[] = [];
      let next: string | null = null;
      do {
        const answer = await get(`/api/incidents?${query}${next ? `&before=${next}` : ''}`);
        expect(answer.statusCode).toBe(200);
        const page: { incidents: Incident[]; next: string | null } = answer.json();
        seen.push(...page.incidents.map((i) => i.id));
        next = page.next;
      } while (next);
      return seen;
    };
    const fifteenth = [ids[5], ...ids.slice(2, 5).sort().reverse(), ids[1]];
    expect(await pages('closedOn=2026-01-15&limit=2')).toEqual(fifteenth);
    expect(await pages('closedOn=2026-01-15&state=closed')).toEqual(fifteenth);
    expect(await pages('closedOn=2026-01-14')).toEqual([ids[0]]);
    now = new Date('2026-01-15T15:59:59.999Z');
    expect(await pages('closedOn=today&limit=5')).toEqual(fifteenth);
    now = new Date('2026-01-15T16:00:00Z');
    expect(await pages('closedOn=today')).toEqual([ids[6]]);
    expect(await pages('closedOn=2026-01-17')).toEqual([]);
    // In a zone of the database's own, that day is another.
    await database.ownerPool.query(
      `INSERT INTO district (name, time_zone) VALUES ('LA', 'America/Los_Angeles')`,
    );
    expect(await pages('closedOn=2026-01-14')).toEqual([...fifteenth.slice(1, 4), ids[1], ids[0]]);
    for (const query of [
      'closedOn=2026-02-30',
      'closedOn=yesterday',
      'closedOn=today&state=open',
    ]) {
      expect((await get(`/api/incidents?${query}`)).statusCode).toBe(400);
    }
    expect((await get(`/api/incidents?closedOn=today&before=${open.id}`)).statusCode).toBe(404);
  });
  it('refuses what it does not know', async () => {
    expect((await get(`/api/incidents?before=${randomUUID()}`)).statusCode).toBe(404);
    expect((await get(`/api/incidents/${randomUUID()}`)).statusCode).toBe(404);
    for (const query of ['limit=0', 'limit=501', 'state=lost', 'before=x', 'sort=no']) {
      expect((await get(`/api/incidents?${query}`)).statusCode).toBe(400);
    }
  });
});

describe('the four figures', () => {
  it('of each change hold what is true up to it, whoever writes at the same time', async () => {
    const other = createApp('silent');
    await incidentsRoutes(other, {
      pool: database.ownerPool,
      clock: () => now,
      areas: { editionId: 3, cellAt: () => null },
      hub: { tell: () => {}, onChange: () => {}, onReset: () => {} },
      settings: { timeZone: 'Asia/Shanghai' },
    } as unknown as Deps);
    // Yesterday's, some closed today.
    now = new Date('2026-01-14T15:00:00.000Z');
    const old = await Promise.all(Array.from({ length: 6 }, () => reported({ category: 'fire' })));
    await database.ownerPool.query('DELETE FROM changes');
    now = new Date('2026-01-15T03:00:00.000Z');
    const work: Promise<unknown>[] = old.slice(0, 4).map(({ id }) => close(id, 1));
    for (let i = 0; i < 30; i++) {
      const server = i % 2 ? app : other;
      const payload = told({ category: i % 3 ? 'litter' : 'fire' });
      work.push(
        server.inject({ method: 'POST', url: '/api/incidents', payload }).then(async () => {
          if (i % 5 === 0) await close(payload.id, 1);
        }),
      );
    }
    await Promise.all(work);
    await other.close();
    const figures: Figures = { open: 6, openGrave: 6, newToday: 0, closedToday: 0 };
    const all = await changes();
    expect(all).toHaveLength(40);
    for (const change of all) {
      if (change.noun !== 'incidents') throw new Error(change.noun);
      const step = change.kind === 'reported' ? 1 : -1;
      figures.open += step;
      if (change.incident.severity <= 2) figures.openGrave += step;
      if (step > 0) figures.newToday++;
      else figures.closedToday++;
      expect(change.figures).toEqual(figures);
    }
  });
  it('go on from change to change as if they were counted each time, over midnight and imports', async () => {
    const random = createRandom(7);
    const counted = async (): Promise<Figures> =>
      (
        await database.pool.query<{ figures: Figures }>(
          `SELECT figures FROM count_figures($1, 'Asia/Shanghai')`,
          [now],
        )
      ).rows[0]!.figures;
    now = new Date('2026-01-15T12:00:00.000Z');
    const open: Incident[] = [];
    for (let i = 0; i < 120; i++) {
      // Every other hour or so; a day begins at 16:00 UTC. Now and then a clock goes back a little.
      now = new Date(now.getTime() + (random() < 0.05 ? -30_000 : random() * 4e6));
      // The change before is not always one of an incident.
      if (i % 4 === 0) {
        await database.ownerPool.query(`SELECT append_change($1, 'units', 'duty', '{}')`, [now]);
      }
      const act = random();
      if (act < 0.45 || open.length === 0) {
        open.push(await reported({ category: random() < 0.3 ? 'fire' : 'litter' }));
      } else if (act < 0.9) {
        const [one] = open.splice(Math.floor(random() * open.length), 1);
        expect((await close(one!.id, 1)).statusCode).toBe(200);
      } else {
        // As an import does: some of today and before, and one change of the district.
        await database.ownerPool.query(
          `INSERT INTO incidents (id, no, category, severity, title, origin, reported_at, state, closed_at, source, source_key)
           SELECT gen_random_uuid(), 'i' || $2 || '-' || k, 'fire', 1 + k % 4, 'x', 'import', $1::timestamptz - k * interval '5 hours',
             CASE WHEN k % 2 = 0 THEN 'open' ELSE 'closed' END, CASE WHEN k % 2 = 1 THEN $1::timestamptz END, 'i', $2 || '-' || k
           FROM generate_series(0, 5) k`,
          [now, String(i)],
        );
        await database.ownerPool.query(`SELECT append_change($1, 'district', 'imported', '{}')`, [
          now,
        ]);
        continue;
      }
      const last = (await changes()).at(-1)!;
      expect([i, (last as { figures: Figures }).figures]).toEqual([i, await counted()]);
    }
  });
  it('begin their day by the zone of the district, also where clocks change', async () => {
    await database.ownerPool.query(
      `INSERT INTO district (name, time_zone) VALUES ('LA', 'America/Los_Angeles')`,
    );
    // 2026-03-08 has 23 hours there: from 08:00 to 07:00 UTC.
    for (const at of ['08T07:59:59', '08T08:00:00', '09T06:59:59', '09T07:00:00']) {
      now = new Date(`2026-03-${at}.000Z`);
      await reported();
    }
    const told = (await changes()).map((c) => [c.at, (c as { figures: Figures }).figures.newToday]);
    expect(told.map(([, n]) => n)).toEqual([1, 1, 2, 1]);
    const numbers = (await get('/api/incidents')).json().incidents.map((i: Incident) => i.no);
    expect(numbers).toEqual(['26030900001', '26030800002', '26030800001', '26030700001']);
  });
});
