import { connect as connectTcp } from 'node:net';

import { io } from 'socket.io-client';
import { describe, expect, it } from 'vitest';

import { transact } from '#server/db/database.ts';
import { DAY, joinBarely, until, useTestHub } from '#server/test-desk.sql.ts';

import { appendChange } from './append-change.sql.ts';

const desk = useTestHub();
const { start, open, commit } = desk;

describe('the bounds', () => {
  it('a console that does not read is cut off; the others hear everything', async () => {
    const tight = await start({ limits: { outgoingBytes: 512 << 10 } });
    desk.others.push(tight);
    const told = await Promise.all(Array.from({ length: 20 }, () => open({}, tight.url)));
    const stalled = await open({ retryMs: -1 }, tight.url);
    // Its kernel takes what it can; then nobody does.
    const engine = stalled.socket.io.engine as unknown as { transport: { ws: { _socket: { pause: () => void } } } }; // prettier-ignore
    engine.transport.ws._socket.pause();
    const count = () => [...tight.hub.consoles()].length;
    expect(count()).toBe(21);
    const states = Array.from({ length: 2_000 }, (_, i) => [i, 'offline', DAY]);
    let sent = 0;
    while (count() === 21 && sent < 400) {
      await transact(desk.database.ownerPool, (db) =>
        appendChange(db, desk.now, {
          noun: 'sites',
          kind: 'states',
          at: DAY,
          states: states as never,
        }),
      );
      sent++;
      await until('the others hear', () => told.every((one) => one.changes.length === sent));
    }
    await until('it is cut off', () => count() === 20);
    for (const console of told) {
      await until('all is told', () => console.changes.length === sent);
      expect([...console.failures, ...console.answers]).toEqual(['snapshot']);
    }
    expect(sent).toBeGreaterThan(5);
  });

  it('what a console missed is answered by a snapshot where that is less', async () => {
    const states = Array.from({ length: 2_000 }, (_, i) => [i, 'offline', DAY]);
    const { cursor } = await open();
    const kind = async () => (await joinBarely(desk.here.url, { since: cursor })).kind;
    const commitStates = async (count: number) => {
      for (let i = 0; i < count; i++)
        await transact(desk.database.ownerPool, (db) => appendChange(db, desk.now, { noun: 'sites', kind: 'states', at: DAY, states: states as never })); // prettier-ignore
    };
    await commitStates(10);
    expect(await kind()).toBe('changes');
    await commitStates(30);
    expect(await kind()).toBe('snapshot');
  });

  it('an address has so many connections and no more', async () => {
    const small = await start({ limits: { perAddress: 3 } });
    desk.others.push(small);
    const told = [await open({}, small.url), await open({}, small.url), await open({}, small.url)];
    await expect(joinBarely(small.url, {})).rejects.toThrow();
    told[0]!.stop();
    // Its connection is closed a moment after it is no console any more.
    await until('another gets in', async () => {
      const answer = await joinBarely(small.url, {}).catch(() => null);
      return answer?.kind === 'snapshot';
    });
  });

  it('a connection joins so often and no more', async () => {
    const a = await open({ retryMs: -1 });
    const kinds: string[] = [];
    for (let i = 0; i < 40; i++) {
      kinds.push(
        await new Promise<string>((resolve) =>
          a.socket.emit('join', { since: a.cursor! }, (answer) => resolve(answer.kind)),
        ),
      );
    }
    expect(kinds.filter((kind) => kind === 'refused')).toHaveLength(11);
  });

  it('what is no message ends its own connection only', async () => {
    const a = await open();
    const raw = connectTcp(desk.here.port, '127.0.0.1');
    raw.on('error', () => {});
    raw.write(`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${desk.here.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`); // prettier-ignore
    await new Promise((resolve) => raw.once('data', resolve));
    const ended = new Promise((resolve) => raw.once('close', resolve));
    raw.resume();
    raw.write(Buffer.alloc(4096, 0xff));
    await ended;
    const large = await open({ retryMs: -1 });
    large.socket.emit('view', { view: 'x'.repeat(100_000) } as never);
    await until('it is cut', () => large.cuts === 1);
    await commit(1);
    await until('the other is told', () => a.changes.length === 1);
    expect([...a.failures, ...a.answers]).toEqual(['snapshot']);
  });

  it('a page of another site is not let in', async () => {
    const from = (origin: string, near?: string): Promise<unknown> => {
      const socket = io(desk.here.url, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        extraHeaders: { origin, ...(near ? { 'sec-fetch-site': near } : {}) },
      });
      return new Promise((resolve) => {
        socket.on('connect', () => resolve('in'));
        socket.on('connect_error', () => resolve('out'));
      }).finally(() => socket.disconnect());
    };
    expect(await from('https://elsewhere.example')).toBe('out');
    // Of another port of this machine the origin alone would do.
    expect(await from(desk.here.url, 'same-site')).toBe('out');
    expect(await from(desk.here.url, 'same-origin')).toBe('in');
    expect(await from(desk.here.url)).toBe('in');
  });
});
