import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

import pg from 'pg';
import { io } from 'socket.io-client';

import type { Incident } from '#data/incidents/incident.ts';
import type { ChangeMessage, Figures, JoinAnswer } from '#data/wire/messages.ts';

/** What the process is told once. */
export interface ConsolesSetting {
  url: string;
  nullUrl: string;
  /** Where a row is inserted, by the owner. */
  ownerUrl: string;
  count: number;
  category: string;
  at: [number, number];
}
/** Milliseconds, one an incident. */
export interface NullSample {
  post: number[];
  insert: number[];
  broadcast: number[];
}

type OnChange = (message: ChangeMessage) => void;
// An idle connection ends here before a server ends it: what is sent on one that has just been ended fails.
const agent = new Agent({ keepAlive: true, maxSockets: 1, timeout: 4_000 });
const now = (): bigint => process.hrtime.bigint();
const ms = (from: bigint, to: bigint): number => Number(to - from) / 1e6;

/** POST as JSON on a connection that stays open. */
function post(url: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (text += chunk));
      answer.on('end', () =>
        answer.statusCode! < 300
          ? resolve(text)
          : reject(new Error(`${answer.statusCode} ${text}`)),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Waits until `count` consoles have been told of an incident; answers when the last was. */
function createLastOf(count: number): {
  hear: OnChange;
  last: (id: string) => Promise<bigint>;
} {
  const waiting = new Map<string, { left: number; done: (at: bigint) => void }>();
  return {
    hear: ({ change }) => {
      if (change.noun !== 'incidents') return;
      const one = waiting.get(change.incident.id);
      if (!one || --one.left > 0) return;
      waiting.delete(change.incident.id);
      one.done(now());
    },
    last: (id) => new Promise((done) => waiting.set(id, { left: count, done })),
  };
}

async function connect(url: string, count: number, joins: boolean, hear: OnChange): Promise<void> {
  await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<void>((resolve, reject) => {
          const socket = io(url, { transports: ['websocket'], forceNew: true });
          socket.on('change', hear);
          socket.on('connect_error', reject);
          socket.on('connect', () => {
            if (!joins) return resolve();
            socket.emit('join', {}, (answer: JoinAnswer) =>
              answer.kind === 'refused' ? reject(new Error(answer.reason)) : resolve(),
            );
          });
        }),
    ),
  );
}

/** Two sets of consoles in this process, of the product and of the server that does nothing; it is told how often. */
async function run(setting: ConsolesSetting): Promise<void> {
  const { url, nullUrl, count } = setting;
  const ours = createLastOf(count);
  const nulls = createLastOf(count);
  await connect(url, count, true, ours.hear);
  await connect(nullUrl, count, false, nulls.hear);
  const database = new pg.Client({ connectionString: setting.ownerUrl });
  await database.connect();
  await database.query(
    'CREATE TABLE public.bench_incidents (LIKE jingwei.incidents INCLUDING ALL)',
  );

  let latest: Incident | null = null;
  const report = (id: string): string =>
    JSON.stringify({
      id,
      category: setting.category,
      title: '占道堆物 · 楼前通道',
      description: '居民反映楼前通道堆放杂物，影响通行',
      at: setting.at,
      origin: 'patrol',
    });
  const measureOurs = async (times: number): Promise<number[]> => {
    const samples: number[] = [];
    for (let i = 0; i < times; i++) {
      const id = randomUUID();
      const last = ours.last(id);
      const body = report(id);
      const began = now();
      const answered = post(`${url}/api/incidents`, body);
      samples.push(ms(began, await last));
      latest = JSON.parse(await answered) as Incident;
      // Closed again, so that as many are open at the end as at the beginning; and heard by all, so that all are idle.
      const closed = ours.last(id);
      const step = { step: 'close', expects: latest.revision };
      await post(`${url}/api/incidents/${id}/steps`, JSON.stringify(step));
      await closed;
    }
    return samples;
  };
  const measureNull = async (times: number): Promise<NullSample> => {
    const samples: NullSample = { post: [], insert: [], broadcast: [] };
    const figures: Figures = { open: 1, openGrave: 0, newToday: 1, closedToday: 0 };
    for (let i = 0; i < times; i++) {
      const incident: Incident = { ...latest!, id: randomUUID() };
      const began = now();
      await post(`${nullUrl}/null`, report(incident.id));
      const posted = now();
      await insertRow(database, incident);
      const inserted = now();
      // As long as ours are: the cursors are opaque.
      const message: ChangeMessage = {
        cursor: 'x'.repeat(24),
        previous: 'x'.repeat(24),
        change: { noun: 'incidents', kind: 'reported', at: incident.reportedAt, incident, figures },
      };
      const last = nulls.last(incident.id);
      const told = post(`${nullUrl}/broadcast`, JSON.stringify(message));
      const arrived = await last;
      const { at } = JSON.parse(await told) as { at: string };
      samples.post.push(ms(began, posted));
      samples.insert.push(ms(posted, inserted));
      samples.broadcast.push(ms(BigInt(at), arrived));
    }
    return samples;
  };
  await measureOurs(20);
  await measureNull(20);
  process.on('message', ({ what, times }: { what: 'ours' | 'null'; times: number }) => {
    const measured: Promise<number[] | NullSample> =
      what === 'ours' ? measureOurs(times) : measureNull(times);
    measured.then(
      (samples) => process.send!({ samples }),
      (error: Error) => process.send!({ error: error.message }),
    );
  });
  process.send!({ ready: true });
}

/** One row, committed by itself. */
async function insertRow(database: pg.Client, i: Incident): Promise<void> {
  await database.query({
    name: 'insert',
    text: `INSERT INTO public.bench_incidents (id, no, category, severity, title, description, geom, area_id, edition_id, origin, reported_at, state, source_key)
      VALUES ($1, $2, $3, $4, $5, $6, ST_SetSRID(ST_MakePoint($7, $8), 4490), $9, $10, $11, $12, 'open', $2)`,
    values: [i.id, i.id, i.category, i.severity, i.title, i.description, i.at![0], i.at![1], i.areaId, i.editionId, i.origin, i.reportedAt], // prettier-ignore
  });
}

process.on('disconnect', () => process.exit(0));
process.once('message', (setting: ConsolesSetting) => {
  run(setting).catch((error: Error) => process.send!({ error: error.stack }));
});
