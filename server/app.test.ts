import { Type } from 'typebox';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { createApp } from './app.ts';
import type { App } from './deps.ts';
import { refuse } from './errors.ts';
import { whyForeign } from './foreign-page.ts';

let app: App;
beforeEach(() => {
  app = createApp('silent');
  app.get('/bug', () => {
    throw new Error('secret: SELECT password FROM people');
  });
  app.get('/lost', () => {
    throw Object.assign(new Error('terminating connection of role owner'), { code: '57P01' });
  });
  app.get('/no', () => {
    throw refuse(409, 'already-closed', 'it is');
  });
  app.get(
    '/number',
    { schema: { querystring: Type.Object({ n: Type.Integer() }) } },
    (request) => request.query,
  );
  const Point = Type.Object(
    { at: Type.Object({ lng: Type.Number() }), name: Type.Optional(Type.String()) },
    { additionalProperties: false },
  );
  app.post('/point', { schema: { body: Point } }, (request) => request.body);
  app.get(
    '/time',
    { schema: { querystring: Type.Object({ at: Type.String({ format: 'date-time' }) }) } },
    ({ query }) => new Date((query as { at: string }).at).toISOString(),
  );
  app.post(
    '/maybe',
    { schema: { body: Type.Optional(Type.Object({ n: Type.Number() })) } },
    (request) => ({ said: request.body ?? null }),
  );
});
afterEach(() => app.close());
const post = (url: string, payload?: object) =>
  app.inject({ method: 'POST', url, ...(payload ? { payload } : {}) });

it('says nothing of a bug, and that an outage is one', async () => {
  const bug = await app.inject('/bug');
  expect([bug.statusCode, bug.json()]).toEqual([500, { reason: 'internal', detail: '' }]);
  const lost = await app.inject('/lost');
  expect([lost.statusCode, lost.json()]).toEqual([503, { reason: 'busy', detail: '' }]);
});

it('names the text that would turn the words beside it, however it is written', async () => {
  const said = (name: string) =>
    app
      .inject({
        method: 'POST',
        url: '/point',
        headers: { 'content-type': 'application/json' },
        payload: `{"at":{"lng":1},"name":"${name}"}`,
      })
      .then((answer) => [answer.statusCode, (answer.json() as { detail?: string }).detail ?? '']);
  for (const name of ['a\u202eb', 'a\\u202eb', '\u2066a\u2069', '\\u2066a\\u2069'])
    expect(await said(name)).toEqual([400, expect.stringMatching(/^body name: .*U\+202A/)]);
  // What is written from right to left is no fault, nor is a mark that turns nothing but itself.
  expect((await said('ئۈرۈمچى\u200f'))[0]).toBe(200);
});

it('is silent about what its own stop cut off, and about nothing else', async () => {
  let stopping = false;
  const written: string[] = [];
  const heard = vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
    written.push(String(line));
    return true;
  });
  const stopped = createApp('warn', () => stopping);
  try {
    stopped.get('/cut', () => {
      throw Object.assign(new Error('terminating connection'), { code: '57P01' });
    });
    stopped.get('/ended', () => {
      throw new Error('Cannot use a pool after calling end on the pool');
    });
    stopped.get('/bug', () => {
      throw new Error('a bug');
    });
    const logged = async (url: string): Promise<[number, number]> => {
      written.length = 0;
      const { statusCode } = await stopped.inject(url);
      return [statusCode, written.filter((line) => line.includes('a request failed')).length];
    };
    expect(await logged('/cut')).toEqual([503, 1]);
    stopping = true;
    expect(await logged('/cut')).toEqual([503, 0]);
    expect(await logged('/ended')).toEqual([503, 0]);
    expect(await logged('/bug')).toEqual([500, 1]);
  } finally {
    heard.mockRestore();
    await stopped.close();
  }
});

it('takes no time for one that cannot be read as one', async () => {
  const said = async (at: string): Promise<unknown[]> => {
    const answer = await app.inject(`/time?at=${encodeURIComponent(at)}`);
    return [answer.statusCode, answer.statusCode === 200 ? answer.body : answer.json()];
  };
  expect(await said('2026-06-30T23:59:59+08:00')).toEqual([200, '2026-06-30T15:59:59.000Z']);
  for (const at of [
    '2026-06-30T23:59:60Z',
    '2026-06-01T08:00:00Z[Asia/Shanghai]',
    '2026-02-30T08:00:00Z',
  ])
    expect(await said(at)).toEqual([
      400,
      { reason: 'bad-request', detail: expect.stringMatching(/^querystring at: /) },
    ]);
});

it('sends a refusal as it is', async () => {
  const no = await app.inject('/no');
  expect([no.statusCode, no.json()]).toEqual([409, { reason: 'already-closed', detail: 'it is' }]);
});

it('names the field that does not fit', async () => {
  const detail = async (answer: ReturnType<typeof post>): Promise<unknown[]> => {
    const { statusCode, json } = await answer;
    const said = (json as () => { reason: string; detail: string })();
    return [statusCode, said.reason, said.detail];
  };
  expect(await detail(post('/point', { at: { lng: 'east' } }))).toEqual([
    400,
    'bad-request',
    'body at.lng: must be number',
  ]);
  const missing = await detail(post('/point', { at: {} }));
  expect(missing[2]).toMatch(/^body at\.lng: /);
  const more = await detail(post('/point', { at: { lng: 1 }, nmae: 'x' }));
  expect(more[0]).toBe(400);
});

it('reads numbers from an address, and takes a body as it is: null is not 0', async () => {
  expect((await app.inject('/number?n=7')).json()).toEqual({ n: 7 });
  expect((await app.inject('/number?n=x')).statusCode).toBe(400);
  expect((await post('/point', { at: { lng: null } })).statusCode).toBe(400);
  expect((await post('/point', { at: { lng: '7' } })).statusCode).toBe(400);
});

it('lets an optional body be left out', async () => {
  expect((await post('/maybe')).json()).toEqual({ said: null });
  expect((await post('/maybe', { n: 1 })).json()).toEqual({ said: { n: 1 } });
  expect((await post('/maybe', { n: 'x' })).statusCode).toBe(400);
});

it('refuses broken JSON, a body that is too large, and an address that is none', async () => {
  const send = (payload: string) =>
    app.inject({
      method: 'POST',
      url: '/point',
      headers: { 'content-type': 'application/json' },
      payload,
    });
  expect([(await send('{')).statusCode, (await send('{')).json().reason]).toEqual([
    400,
    'bad-request',
  ]);
  const large = await send(JSON.stringify({ name: 'x'.repeat(2 << 20) }));
  expect([large.statusCode, large.json().reason]).toEqual([413, 'too-large']);
  const none = await app.inject('/nothing');
  expect([none.statusCode, none.json().reason]).toEqual([404, 'not-found']);
});

it('knows pages of other sites', () => {
  const on = (host: string, origin?: string) =>
    whyForeign({ host, ...(origin ? { origin } : {}) }, false);
  expect(on('127.0.0.1:8787')).toBeNull();
  expect(on('localhost:8787', 'http://127.0.0.1:8787')).toBeNull();
  expect(on('[::1]:8787', 'http://[::1]:8787')).toBeNull();
  expect(on('127.0.0.1:8787', 'https://evil.example')).toMatch(/origin/);
  expect(on('rebound.example:8787')).toMatch(/host/);
  expect(on('127.0.0.1.evil.example')).toMatch(/host/);
  expect(on('127.0.0.1:8787', 'null')).toMatch(/origin/);
  // Open to the network any name may be ours, but a page of another's is not.
  expect(whyForeign({ host: 'duty.gov', origin: 'http://duty.gov' }, true)).toBeNull();
  const byProxy = (host: string, origin = `https://${host}`) =>
    whyForeign({ host, origin }, false, true, 'https://grid.example');
  expect(byProxy('grid.example')).toBeNull();
  expect(byProxy('Grid.Example')).toMatch(/origin/);
  expect(byProxy('127.0.0.1:8787', 'http://127.0.0.1:8787')).toBeNull();
  expect(byProxy('grid.example.evil')).toMatch(/host/);
  expect(byProxy('grid.example', 'https://evil.example')).toMatch(/origin/);
  expect(whyForeign({ host: 'duty.gov', origin: 'http://evil.example' }, true)).toMatch(/origin/);
});
