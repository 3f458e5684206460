import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readConfig } from './config.ts';
import { testDatabase, type TestDatabase } from './db/test-database.ts';
import { connectStrictly, type StrictConsole } from './live/strict-console.ts';
import { startServer, type StartedServer } from './main.ts';
import { insertDrawing } from './plans/test-edition.sql.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { hashSecret } from './session/cookie.ts';
import { insertTestSession } from './session/test-session.sql.ts';
import { SESSION } from './session/throttle.ts';

const PHONES = 1_500;
const DESKS = 60;
/** All of a district's people, as a proxy that is believed tells of them. */
const OFFICE = '203.0.113.7';

let database: TestDatabase;
let server: StartedServer;
let folder: string;
const agent = new Agent({ keepAlive: true, maxSockets: 150 });
const tokens = Array.from({ length: PHONES }, () => randomBytes(32).toString('base64url'));
const cookies: string[] = [];
let consoles: StrictConsole[] = [];

beforeAll(async () => {
  database = await testDatabase();
  const { ownerPool } = database;
  await insertDrawing(ownerPool);
  await ownerPool.query(
    `INSERT INTO units (id, code, kind, name, home_area_id, on_duty, source_key)
     SELECT i, 'U' || i, 'worker', 'u', 1, TRUE, 'U' || i FROM generate_series(1, $1) AS i`,
    [PHONES],
  );
  await ownerPool.query(
    `INSERT INTO devices (id, kind, name, unit_id, secret_hash, made_at, made_by)
     SELECT gen_random_uuid(), 'tracker', 'p' || i, i, ($1::bytea[])[i], now(), '' FROM generate_series(1, $2) AS i`,
    [tokens.map(hashSecret), PHONES],
  );
  for (let i = 0; i < DESKS; i++)
    cookies.push(await insertTestSession(ownerPool, { personId: 2_000 + i, role: 'duty-leader', at: new Date() })); // prettier-ignore
  folder = await mkdtemp(join(tmpdir(), 'jingwei-door-'));
  const screens = join(folder, 'screens');
  await mkdir(join(screens, 'assets'), { recursive: true });
  await writeFile(join(screens, 'index.html'), '<!doctype html><title>x</title>');
  await writeFile(join(screens, 'assets/x.js'), '1;');
  server = await startServer(
    readConfig({
      PORT: '0',
      JINGWEI_LOG: 'silent',
      DATABASE_URL: database.url,
      JINGWEI_DATA_DIR: folder,
      JINGWEI_SIGN_IN: 'yes',
      JINGWEI_PROXIES: '127.0.0.1',
    }),
    { screens },
  );
}, 120_000);
afterAll(async () => {
  for (const console of consoles) console.stop();
  agent.destroy();
  await server?.close();
  await database?.drop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}
/** Asks by the proxy, as somebody of an address; `path` goes out as it is. */
function ask(path: string, said: { method?: string; cookie?: string; from?: string; body?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
  const { method = said.body === undefined ? 'GET' : 'POST', cookie, from = OFFICE, body } = said;
  const { hostname, port, host } = new URL(server.url);
  const headers = {
    host,
    'x-forwarded-for': from,
    ...(cookie ? { cookie, origin: server.url } : {}),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...said.headers,
  };
  return new Promise((resolve, reject) => {
    const asking = request({ agent, hostname, port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }));
      response.on('error', reject);
    });
    asking.on('error', reject).end(body);
  });
} // prettier-ignore
const statuses = (answers: Answer[]): Record<number, number> => {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};
const fixOf = (token: string, s: number): Promise<Answer> =>
  ask(`/osmand?id=${token}&lat=32.00005&lon=118.80005&timestamp=${Math.floor(Date.now() / 1000) - s}`); // prettier-ignore

describe('one address', () => {
  it('is that of 60 desks and 1,500 phones, none of which is refused while others flood from it', async () => {
    consoles = cookies.map((cookie) => connectStrictly(server.url, { cookie, headers: { 'x-forwarded-for': OFFICE } })); // prettier-ignore
    const reads = ['/api/district', '/api/units', '/api/areas/packed', '/api/accounts/here', '/api/search?q=U7']; // prettier-ignore
    // All at once, as after a start: nobody is known yet.
    const [fixes, read] = await Promise.all([
      Promise.all(tokens.map((token) => fixOf(token, 60))),
      Promise.all(cookies.flatMap((cookie) => reads.map((path) => ask(path, { cookie })))),
    ]);
    expect(statuses(fixes)).toEqual({ 200: PHONES });
    expect(fixes.every(({ text }) => (JSON.parse(text) as { accepted: number }).accepted === 1)).toBe(true); // prettier-ignore
    expect(statuses(read)).toEqual({ 200: DESKS * reads.length });
    while (!consoles.every(({ answers }) => answers.length > 0))
      await new Promise((resolve) => setTimeout(resolve, 20));
    // Somebody there has no session, or makes secrets up, and goes on until the others are through.
    let over = false;
    const flood = async (answers: Answer[], next: () => Promise<Answer>): Promise<void> => {
      const one = async (): Promise<void> => {
        while (!over) answers.push(await next());
      };
      await Promise.all(Array.from({ length: 25 }, one));
    };
    const made = (): string => `jingwei=${randomBytes(32).toString('base64url')}`;
    const [none, wrong]: [Answer[], Answer[]] = [[], []];
    const floods = [
      flood(none, () => ask('/api/accounts/here')),
      flood(wrong, () => ask('/api/district', { cookie: made() })),
    ];
    const isRefused = ({ status }: Answer): boolean => status === 429;
    while (!none.some(isRefused) || !wrong.some(isRefused))
      await new Promise((resolve) => setTimeout(resolve, 20));
    const [again, desks] = await Promise.all([
      Promise.all(tokens.map((token) => fixOf(token, 30))),
      Promise.all(cookies.flatMap((cookie) => reads.map((path) => ask(path, { cookie })))),
    ]);
    over = true;
    await Promise.all(floods);
    expect(Object.keys(statuses(none))).toEqual(['200', '429']);
    expect(Object.keys(statuses(wrong))).toEqual(['401', '429']);
    expect(statuses(again)).toEqual({ 200: PHONES });
    expect(statuses(desks)).toEqual({ 200: DESKS * reads.length });
    const no = none.find(isRefused)!;
    expect(no.headers['retry-after']).toBe('1');
    expect(JSON.parse(no.text)).toEqual({ reason: 'busy', detail: expect.stringContaining('address') }); // prettier-ignore
    expect(no.headers).toMatchObject(lower(SECURITY_HEADERS));
    // An address beside it has a count of its own.
    expect((await ask('/api/accounts/here', { from: '203.0.113.8' })).status).toBe(200);
    for (const { cuts, failures } of consoles) expect([cuts, failures]).toEqual([0, []]);
  }, 240_000);

  it('is no excuse for one session, nor for one that opens connection after connection', async () => {
    const [one, other] = [cookies[0]!, cookies[1]!];
    const flood = await Promise.all(Array.from({ length: 2 * SESSION.burst }, () => ask('/api/accounts/here', { cookie: one }))); // prettier-ignore
    expect(statuses(flood)[429]).toBeGreaterThan(0);
    expect((await ask('/api/accounts/here', { cookie: other })).status).toBe(200);
  }, 60_000);
});

const lower = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

describe('every answer', () => {
  it('has the headers that bind a browser, also a no, and what no route makes', async () => {
    const from = '203.0.113.20';
    const cookie = cookies[2]!;
    const large = JSON.stringify({ name: 'x'.repeat(1 << 20), password: '' });
    for (const [status, path, said] of [
      [302, '/', {}],
      [200, '/watch', {}],
      [200, '/assets/x.js', {}],
      [404, '/assets/none.js', {}],
      [200, '/api/health', {}],
      [200, '/api/district', { cookie }],
      [401, '/api/district', {}],
      [404, '/api/nothing', {}],
      [400, '/api/%ff', {}],
      [400, '/api/areas/one', { cookie }],
      [403, '/api/district', { headers: { origin: 'https://evil.example' } }],
      [413, '/api/sessions', { body: large }],
      [403, '/socket.io/?EIO=4&transport=polling', {}],
      [400, '/socket.io/?EIO=4&transport=polling&sid=none', {}],
    ] as const) {
      const answer = await ask(path, { from, ...said });
      expect([path, answer.status]).toEqual([path, status]);
      expect({ path, ...answer.headers }).toMatchObject({ path, ...lower(SECURITY_HEADERS) });
      if (status === 413)
        expect(JSON.parse(answer.text)).toEqual({ reason: 'too-large', detail: 'a body of more than 1048576 bytes' }); // prettier-ignore
    }
    // What is no HTTP at all, and a head without an end.
    for (const [said, status] of [
      ['NONSENSE\r\n\r\n', '400 Bad Request'],
      [`GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, '431 '],
    ] as const) {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
      let heard = '';
      socket.setEncoding('utf8').on('data', (part: string) => (heard += part));
      socket.on('error', () => {}).write(said);
      await new Promise((resolve) => socket.once('close', resolve));
      expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status}`));
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(heard).toContain(`${name}: ${value}\r\n`); // prettier-ignore
    }
  });

  it('is said in the description: what is too large, and what is too much', async () => {
    const { text } = await ask('/api/openapi.json', { from: '203.0.113.21' });
    const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, { responses: Record<string, { description: string; headers?: object }> }>> }; // prettier-ignore
    const lacking: string[] = [];
    for (const [path, operations] of Object.entries(paths))
      for (const [method, { responses }] of Object.entries(operations)) {
        if (!responses['429']?.headers || !('Retry-After' in responses['429'].headers)) lacking.push(`${method} ${path}: 429`); // prettier-ignore
        if (method !== 'get' && !/\d+ bytes/.test(responses['413']?.description ?? '')) lacking.push(`${method} ${path}: 413`); // prettier-ignore
      }
    expect(lacking).toEqual([]);
    expect(paths['/api/fixes']!['post']!.responses['413']!.description).toContain(String(5000 * 512)); // prettier-ignore
  });
});

describe('a connection', () => {
  it('of one session is one of sixteen at most, and an empty sid opens none', async () => {
    const empty = await ask('/socket.io/?EIO=4&transport=polling&sid=', {
      from: '203.0.113.22',
      headers: { cookie: `jingwei=${'A'.repeat(43)}`, 'x-request': randomUUID() },
    });
    // It is asked as anybody is: one secret knocks five times and no more.
    const tries = await Promise.all(
      Array.from({ length: 20 }, () =>
        ask('/socket.io/?EIO=4&transport=polling&sid=', {
          from: '203.0.113.22',
          headers: { cookie: `jingwei=${'A'.repeat(43)}` },
        }),
      ),
    );
    expect(empty.status).toBe(200);
    expect(statuses(tries)).toEqual({ 200: 4, 403: 16 });
  });
});
