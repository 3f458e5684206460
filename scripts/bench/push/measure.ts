import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { median } from '../bench.ts';
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
  /** Whose turn it is in a round, one after the other: the base before and after what is measured against it. */
  turns: PushKind[];
  units: number;
  perSecond: number;
  tickMs: number;
  consoles: number;
  viewDeg: number | null;
  rounds: number;
  windowMs: number;
}

/** What a round says of each kind: the means of its windows. */
export type PushRound = Map<PushKind, Measured>;

/**
 * Each kind's server in a process of its own, its consoles in another; all stand from the beginning,
 * and only one pushes at a time, in turns.
 */
export async function measurePush(
  scenario: Scenario,
  log: (line: string) => void,
): Promise<PushRound[]> {
  const pairs = new Map<PushKind, { server: ChildProcess; clients: ChildProcess }>();
  const rounds: PushRound[] = [];
  try {
    for (const kind of new Set(scenario.turns)) {
      const setting: PushSetting = { ...scenario, kind, ownViews: scenario.viewDeg !== null };
      const server = start('server', setting);
      const { port } = await said<{ port: number }>(server);
      const { consoles: count, viewDeg } = scenario;
      const client: ClientSetting = { kind, port, count, viewDeg };
      const clients = start('clients', client);
      await said(clients);
      pairs.set(kind, { server, clients });
    }
    for (let round = -1; round < scenario.rounds; round++) {
      const windows = new Map<PushKind, Measured[]>();
      for (const kind of scenario.turns) {
        const { server, clients } = pairs.get(kind)!;
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
        windows.set(kind, [...(windows.get(kind) ?? []), result]);
        log(
          `${kind}: ${window.cpuPercent.toFixed(2)} % of a core, ${(100 * result.delivered).toFixed(1)} % of ticks, ${result.bytesPerTick.toFixed(0)} bytes a tick and console`,
        );
      }
      if (round >= 0) rounds.push(new Map([...windows].map(([kind, all]) => [kind, meanOf(all)])));
    }
  } finally {
    for (const { server, clients } of pairs.values()) {
      server.kill();
      clients.kill();
    }
  }
  return rounds;
}

function meanOf(windows: readonly Measured[]): Measured {
  const mean = (what: keyof Measured): number =>
    windows.reduce((sum, window) => sum + window[what], 0) / windows.length;
  return {
    cpuPercent: mean('cpuPercent'),
    ticks: mean('ticks'),
    bytes: mean('bytes'),
    sent: mean('sent'),
    delivered: mean('delivered'),
    bytesPerTick: mean('bytesPerTick'),
  };
}

/** The median over rounds of one figure of one kind. */
export function medianOf(
  rounds: readonly PushRound[],
  kind: PushKind,
  what: keyof Measured,
): number {
  return median(rounds.map((round) => round.get(kind)![what]));
}

/** The median over rounds of ours against a base of the same round. */
export function ratioOf(
  rounds: readonly PushRound[],
  base: PushKind,
  what: keyof Measured,
): number {
  return median(rounds.map((round) => round.get('ours')![what] / round.get(base)![what]));
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
