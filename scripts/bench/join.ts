import { randomUUID } from 'node:crypto';

import { io, type Socket } from 'socket.io-client';

import type { ChangeMessage, District, JoinAnswer, JoinRequest } from '#data/wire/messages.ts';

import { median, type Bench, type BenchResult } from './bench.ts';
import { startDistrict } from './facts/district.ts';

const ROUNDS = 21;
const MISSED = 1_000;

interface Joined {
  answer: JoinAnswer;
  /** From asking to having it parsed. */
  ms: number;
  /** Of the answer on the wire, as text. */
  bytes: number;
}

export const bench: Bench = {
  name: 'join',
  about: 'a console joins: bytes and ms of a snapshot, and of 1,000 missed changes',
  run: async (log) => {
    const product = await startDistrict(log);
    try {
      const { url } = product;
      const first = await joinOnce(url, {});
      if (first.answer.kind !== 'snapshot') throw new Error(`answered ${first.answer.kind}`);
      const { cursor, snapshot } = first.answer;
      const snapshots: Joined[] = [];
      for (let i = 0; i < ROUNDS; i++) snapshots.push(await joinOnce(url, {}));

      await reportMany(url, snapshot.district, MISSED);
      const missed: Joined[] = [];
      for (let i = 0; i < ROUNDS; i++) missed.push(await joinOnce(url, { since: cursor }));
      const kinds = [...new Set(missed.map(({ answer }) => describe(answer)))].join(', ');
      const after: Joined[] = [];
      for (let i = 0; i < ROUNDS; i++) after.push(await joinOnce(url, {}));

      const result = (name: string, joins: Joined[], notes: string[]): BenchResult[] => [
        {
          name: `join: ${name}, ms`,
          unit: 'ms',
          ours: median(joins.map((j) => j.ms)),
          peers: [],
          ratio: null,
          aim: '',
          met: null,
          notes,
        },
        {
          name: `join: ${name}, bytes`,
          unit: 'bytes',
          ours: median(joins.map((j) => j.bytes)),
          peers: [],
          ratio: null,
          aim: '',
          met: null,
        },
      ];
      return [
        ...result('snapshot', snapshots, [
          `${snapshot.incidents.length} open incidents, ${snapshot.units.length} units; the first after the start took ${first.ms.toFixed(1)} ms`,
        ]),
        ...result(`${MISSED} missed changes`, missed, [
          `answered with ${kinds}; a snapshot then: ${median(after.map((j) => j.bytes))} bytes, ${median(after.map((j) => j.ms)).toFixed(1)} ms`,
        ]),
      ];
    } finally {
      await product.stop();
    }
  },
};

function describe(answer: JoinAnswer): string {
  return answer.kind === 'changes' ? `${answer.changes.length} changes` : answer.kind;
}

/** One console that comes, asks and goes. */
async function joinOnce(url: string, request: JoinRequest): Promise<Joined> {
  const socket: Socket = io(url, { transports: ['websocket'], forceNew: true });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    let bytes = 0;
    socket.io.engine.on('packet', ({ type, data }: { type: string; data?: string }) => {
      // Packets of acknowledgements begin with 43, of events with 42: only the answer counts.
      if (type === 'message' && typeof data === 'string' && data.startsWith('3')) bytes += Buffer.byteLength(data); // prettier-ignore
    });
    const began = performance.now();
    const answer = await new Promise<JoinAnswer>((resolve) =>
      socket.emit('join', request, resolve),
    );
    return { answer, ms: performance.now() - began, bytes };
  } finally {
    socket.disconnect();
  }
}

/** So many incidents, reported through the API; resolves when a console has been told of the last. */
async function reportMany(url: string, district: District, count: number): Promise<void> {
  const socket: Socket = io(url, { transports: ['websocket'], forceNew: true });
  const [west, south, east, north] = district.bounds!;
  try {
    let heard = 0;
    const all = new Promise<void>((resolve) =>
      socket.on('change', ({ change }: ChangeMessage) => {
        if (change.noun === 'incidents' && ++heard === count) resolve();
      }),
    );
    await new Promise<void>((resolve) =>
      socket.once('connect', () => socket.emit('join', {}, () => resolve())),
    );
    for (let i = 0; i < count; i++) {
      const answer = await fetch(`${url}/api/incidents`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          id: randomUUID(),
          category: district.categories[i % district.categories.length]!.key,
          title: '占道堆物',
          at: [west + ((east - west) * (i + 1)) / (count + 1), (south + north) / 2],
        }),
      });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      await answer.arrayBuffer();
    }
    await all;
  } finally {
    socket.disconnect();
  }
}
