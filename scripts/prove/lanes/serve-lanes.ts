import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('./server.ts', import.meta.url));

/** Units move a step at each tick, and a step is one millisecond of measurement after this. */
export const BEGAN_MS = Date.UTC(2026, 0, 1);
export const TICK_MS = 500;

/** What a server of the lanes says: where it listens, where its units stand, and what it holds in memory. */
export interface ServerSays {
  port?: number;
  step?: number;
  /** Heap and buffers after everything that nobody needs was collected. */
  bytes?: number;
  consoles?: number;
}
export type ServerIsTold = 'stand still' | 'how much';

/** A server of the lanes in a process of its own. */
export interface LanesServer {
  port: number;
  ask: (told: ServerIsTold) => Promise<ServerSays>;
  /** kill -9, and wait until it is gone. */
  kill: () => Promise<void>;
}

/** Start one on a database; port 0 takes any. */
export async function serveLanes(url: string, port: number): Promise<LanesServer> {
  const child: ChildProcess = fork(SERVER, [url, String(port)], {
    execArgv: ['--expose-gc', '--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const hear = (): Promise<ServerSays> =>
    new Promise((resolve, reject) => {
      const ended = (code: number | null): void => reject(new Error(`the server ended with ${code}`)); // prettier-ignore
      child.once('exit', ended);
      child.once('message', (said: ServerSays) => {
        child.off('exit', ended);
        resolve(said);
      });
    });
  const begun = await hear();
  return {
    port: begun.port!,
    ask: (told) => {
      const said = hear();
      child.send(told);
      return said;
    },
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
  };
}
