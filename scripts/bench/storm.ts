import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';

import { io } from 'socket.io-client';

import { connectStrictly, type StrictConsole } from '#server/live/strict-console.ts';

import { startProduct } from '../flows/product.ts';
import { pause, waitUntil } from '../prove/wait-until.ts';

import { percentile, type Bench } from './bench.ts';
import { cpuOf } from './machine/cpu-of.ts';
import type { Knocked, KnockOrder } from './storm/knock.ts';

const KNOCK = fileURLToPath(new URL('./storm/knock.ts', import.meta.url));
const CONSOLES = 20;
/** Incidents that are reported, so often; each console hears of each. */
const REPORT_MS = 100;
const STORM = { perSecond: 200, seconds: 30 };
const AIM_MS = 50;
const RECONNECTS = 240;
const RECONNECTS_MS = 2_000;
const RECONNECTS_MAX = 5;
const SERVED_WITHIN_S = 60;
/** Who knocks comes by a proxy, from where the consoles are: they come by none, for demo accounts are for this machine alone. */
const FROM = '127.0.0.1';

export const bench: Bench = {
  name: 'storm',
  about: `${STORM.perSecond} connects a second that nobody is signed in for, beside ${CONSOLES} consoles; a phone that reconnects ${RECONNECTS} times`,
  run: async (log, once) => {
    const product = await startProduct({ env: { JINGWEI_SIGN_IN: 'yes', JINGWEI_PROXIES: '127.0.0.1' } }); // prettier-ignore
    const { url } = product;
    const consoles: StrictConsole[] = [];
    try {
      const cookies: string[] = [];
      for (let i = 0; i < CONSOLES; i++) cookies.push(await signIn(url, 'duty-leader'));
      const sentAt = new Map<string, number>();
      let took: number[] = [];
      for (const cookie of cookies) {
        const console = connectStrictly(url, {
          cookie,
          forgetful: true,
          onChange: (change) => {
            const at = change.noun === 'incidents' && sentAt.get(change.incident.id);
            if (at) took.push(performance.now() - at);
          },
        });
        consoles.push(console);
        await waitUntil('a console joins', () => console.snapshot !== null);
      }
      const categories = (await (await fetch(`${url}/api/district`, { headers: { cookie: cookies[0]! } })).json()) as { categories: { key: string }[] }; // prettier-ignore
      const category = categories.categories[0]!.key;
      /** Reports for so long; answers how long each console took to hear of each, ms. */
      const listen = async (ms: number): Promise<number[]> => {
        took = [];
        sentAt.clear();
        const end = performance.now() + ms;
        const reports: Promise<unknown>[] = [];
        for (let i = 0; performance.now() < end; i++) {
          const id = randomUUID();
          sentAt.set(id, performance.now());
          reports.push(report(url, cookies[i % CONSOLES]!, { id, category, title: 'storm' }));
          await pause(REPORT_MS);
        }
        await Promise.all(reports);
        await pause(1_000);
        const due = sentAt.size * CONSOLES;
        if (took.length !== due) throw new Error(`${took.length} of ${due} changes were heard`);
        return took;
      };
      const seconds = once ? STORM.seconds / 3 : STORM.seconds;
      await listen(3_000);
      const before = await listen(500 * seconds);
      const serverBefore = cpuOf(product.process.pid!);
      const knocking = send({ url, ...STORM, seconds, from: FROM });
      const during = await listen(1000 * seconds);
      const knocked = await knocking;
      const serverMs = cpuOf(product.process.pid!) - serverBefore;
      const after = await listen(500 * seconds);
      const idle = percentile([...before, ...after], 0.95);
      const stormy = percentile(during, 0.95);
      const answers = Object.entries(knocked.answers).map(([status, n]) => `${status} ${n}`).join(', '); // prettier-ignore
      const cuts = consoles.reduce((sum, console) => sum + console.cuts, 0);
      log(`${knocked.sent} knocks: ${answers}; CPU of who knocked ${(knocked.cpuMs / 1000 / seconds).toFixed(2)} cores, of the server ${(serverMs / 1000 / seconds).toFixed(2)}`); // prettier-ignore
      log(`a change to a console, p95: before ${percentile(before, 0.95).toFixed(0)}, during ${stormy.toFixed(0)}, after ${percentile(after, 0.95).toFixed(0)} ms; ${cuts} consoles cut off`); // prettier-ignore
      const phone = await reconnect(url, await signIn(url, 'worker'), log);
      return [
        { name: `storm: p95 from a report to ${CONSOLES} consoles`, unit: 'ms', ours: stormy, peers: [{ name: 'idle', value: idle }], ratio: null, aim: `≤ idle + ${AIM_MS} ms, nobody cut off`, met: stormy <= idle + AIM_MS && cuts === 0 }, // prettier-ignore
        { name: `storm: of ${RECONNECTS} reconnects of one phone in ${RECONNECTS_MS / 1000} s reach authentication`, unit: '', ours: phone.served, peers: [], ratio: null, aim: `≤ ${RECONNECTS_MAX}`, met: phone.served <= RECONNECTS_MAX }, // prettier-ignore
        { name: 'storm: calm until the phone is served', unit: 's', ours: phone.againS, peers: [], ratio: null, aim: `≤ ${SERVED_WITHIN_S} s`, met: phone.againS <= SERVED_WITHIN_S }, // prettier-ignore
      ];
    } finally {
      for (const console of consoles) console.stop();
      await product.stop();
    }
  },
};

async function signIn(url: string, name: string): Promise<string> {
  const answer = await fetch(`${url}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ name, password: 'jingwei-demo' }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (answer.status !== 200 || !cookie) throw new Error(`${name}: ${await answer.text()}`);
  return cookie;
}

/** By a connection of its own: one that was kept may end just as it is used. */
function report(url: string, cookie: string, said: object): Promise<void> {
  const { hostname, port } = new URL(url);
  const headers = { 'content-type': 'application/json', origin: url, cookie };
  return new Promise((resolve, reject) => {
    const asking = request({ agent: false, hostname, port, path: '/api/incidents', method: 'POST', headers }); // prettier-ignore
    asking.on('response', (response) => {
      response.resume();
      if (response.statusCode === 201) resolve();
      else reject(new Error(`a report: ${response.statusCode}`));
    });
    asking.on('error', reject);
    asking.end(JSON.stringify(said));
  });
}

/** The storm, from a process of its own. */
function send(order: KnockOrder): Promise<Knocked> {
  return new Promise((resolve, reject) => {
    const child = fork(KNOCK, { execArgv: ['--import', 'tsx'] });
    child.on('message', (knocked: Knocked) => resolve(knocked));
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`who knocked ended with ${code}`)));
    child.send(order);
  });
}

/** One session that connects again and again; how often it was served, and after how much calm, s, it is served again. */
async function reconnect(url: string, cookie: string, log: (line: string) => void) {
  const tryOnce = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders: { cookie } }); // prettier-ignore
      const done = (ok: boolean) => (): void => {
        socket.disconnect();
        resolve(ok);
      };
      socket.on('connect', done(true));
      socket.on('connect_error', done(false));
    });
  const tries: Promise<boolean>[] = [];
  const began = performance.now();
  for (let i = 0; i < RECONNECTS; i++) {
    const dueMs = (i * RECONNECTS_MS) / RECONNECTS;
    if (performance.now() - began < dueMs) await pause(dueMs - (performance.now() - began));
    tries.push(tryOnce());
  }
  const served = (await Promise.all(tries)).filter(Boolean).length;
  const calmFrom = performance.now();
  log(`${RECONNECTS} reconnects in ${((calmFrom - began) / 1000).toFixed(1)} s, ${served} served`);
  while (performance.now() - calmFrom < 2_000 * SERVED_WITHIN_S) {
    await pause(5_000);
    if (await tryOnce()) break;
  }
  return { served, againS: (performance.now() - calmFrom) / 1000 };
}
