import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';

/** Where to knock, how often, and for how long. */
export interface KnockOrder {
  url: string;
  perSecond: number;
  seconds: number;
  /** What a proxy that is believed says of where all of it comes from. */
  from: string;
}
/** What came of it, and the CPU of this process for it, ms. */
export interface Knocked {
  sent: number;
  /** By status; 'cut' where there was no answer. */
  answers: Record<string, number>;
  cpuMs: number;
}

/** One connection that nobody is signed in for: without a secret, or with one that is nobody's; by either transport. */
function knock({ url, from }: KnockOrder, nth: number): Promise<string> {
  const { hostname, port, host } = new URL(url);
  const bySocket = nth % 3 !== 0;
  const cookie = nth % 2 === 0 ? {} : { cookie: `jingwei=${randomBytes(32).toString('base64url')}` }; // prettier-ignore
  const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': randomBytes(16).toString('base64') }; // prettier-ignore
  return new Promise((resolve) => {
    const asking = request({
      agent: new Agent({ keepAlive: false }),
      hostname,
      port,
      path: `/socket.io/?EIO=4&transport=${bySocket ? 'websocket' : 'polling'}`,
      headers: { host, 'x-forwarded-for': from, ...cookie, ...(bySocket ? upgrade : {}) },
    });
    asking.setTimeout(10_000, () => asking.destroy());
    asking.on('response', (response) => {
      resolve(String(response.statusCode));
      response.resume();
    });
    // One that is let in says who it is: it asks for more than the knock.
    asking.on('upgrade', (_response, socket) => {
      resolve('101');
      const said = Buffer.from('40');
      socket.on('error', () => {});
      socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | said.length, 0, 0, 0, 0]), said]));
      setTimeout(() => socket.destroy(), 2_000);
    });
    asking.on('error', () => resolve('cut'));
    asking.end();
  });
}

async function storm(order: KnockOrder): Promise<Knocked> {
  const { perSecond, seconds } = order;
  const before = process.cpuUsage();
  const began = performance.now();
  const answers: Record<string, number> = {};
  const open: Promise<void>[] = [];
  const count = perSecond * seconds;
  let sent = 0;
  while (sent < count) {
    const due = Math.min(count, Math.floor(((performance.now() - began) / 1000) * perSecond));
    for (; sent < due; sent++)
      open.push(knock(order, sent).then((answer) => void (answers[answer] = (answers[answer] ?? 0) + 1))); // prettier-ignore
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await Promise.all(open);
  const { user, system } = process.cpuUsage(before);
  return { sent, answers, cpuMs: (user + system) / 1000 };
}

process.on('message', (order: KnockOrder) => {
  void storm(order).then((knocked) => {
    process.send!(knocked);
    process.disconnect();
  });
});
