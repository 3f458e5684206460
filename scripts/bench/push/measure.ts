import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { connectConsoles, type ClientSetting } from './clients.ts';
import { servePush, type PushKind, type PushSetting, type PushWindow } from './server.ts';

const CHILD = fileURLToPath(import.meta.url);

/** One window of one kind. */
export interface Measured extends PushWindow {
  /** Frames that came, of those that should have: ticks × consoles. */
  delivered: number;
  /** Bytes of payload a tick and console. */
  bytesPerTick: number;
}

export interface Scenario {
  kinds: PushKind[];
  units: number;
  perSecond: number;
  tickMs: number;
  consoles: number;
  viewDeg: number | null;
  rounds: number;
  windowMs: number;
}

/**
 * Each kind's server in a process of its own, its consoles in another; all stand from the beginning,
 * and only one pushes at a time, in turns. Answers the windows of each kind.
 */
export async function measurePush(
  scenario: Scenario,
  log: (line: string) => void,
): Promise<Map<PushKind, Measured[]>> {
  const pairs: { kind: PushKind; server: ChildProcess; clients: ChildProcess }[] = [];
  const measured = new Map<PushKind, Measured[]>(scenario.kinds.map((kind) => [kind, []]));
  try {
    for (const kind of scenario.kinds) {
      const setting: PushSetting = { ...scenario, kind, ownViews: scenario.viewDeg !== null };
      const server = start('server', setting);
      const { port } = await said<{ port: number }>(server);
      const { consoles: count, viewDeg } = scenario;
      const client: ClientSetting = { kind, port, count, viewDeg };
      const clients = start('clients', client);
      await said(clients);
      pairs.push({ kind, server, clients });
    }
    for (let round = -1; round < scenario.rounds; round++) {
      for (const { kind, server, clients } of pairs) {
        server.send({ run: true });
        await pause(scenario.windowMs);
        server.send({ run: false });
        const { window } = await said<{ window: PushWindow }>(server);
        await pause(300);
        clients.send({ count: true });
        const { got, bytes } = await said<{ got: number; bytes: number }>(clients);
        // The first turn warms up: a join brings everything, and code is not yet compiled.
        if (round < 0) continue;
        const due = window.ticks * scenario.consoles;
        const result = { ...window, delivered: got / due, bytesPerTick: bytes / due };
        measured.get(kind)!.push(result);
        log(
          `${kind}: ${window.cpuPercent.toFixed(2)} % of a core, ${(100 * result.delivered).toFixed(1)} % of ticks, ${result.bytesPerTick.toFixed(0)} bytes a tick and console`,
        );
      }
    }
  } finally {
    for (const { server, clients } of pairs) {
      server.kill();
      clients.kill();
    }
  }
  return measured;
}

function start(role: 'server' | 'clients', setting: unknown): ChildProcess {
  return fork(CHILD, ['push', role, JSON.stringify(setting)], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}
function said<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message as T);
    });
  });
}
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

if (process.argv[2] === 'push' && process.send) {
  const setting: unknown = JSON.parse(process.argv[4]!);
  await (process.argv[3] === 'server'
    ? servePush(setting as PushSetting)
    : connectConsoles(setting as ClientSetting));
}
