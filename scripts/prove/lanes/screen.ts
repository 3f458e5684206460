import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { createColumns } from '#data/wire/columns.ts';
import { applyFrame } from '#data/wire/frame.ts';
import { connectStrictly, type StrictConsole } from '#server/live/strict-console.ts';

import { pause } from '../wait-until.ts';

import { BEGAN_MS } from './serve-lanes.ts';

/** A console that takes both lanes, as a screen does. */
export interface Screen {
  console: StrictConsole;
  /** Marks of the facts that it was told, in the order they came. */
  marks: number[];
  frames: number;
  /** Acknowledges at once while true; set to true again it calls back for what it owes. */
  awake: boolean;
  /** The step at which every unit stands on it, by the frames it was sent; null where they stand apart. */
  step: () => number | null;
}

/** Connect one; it tries again after a cut. */
export function openScreen(url: string): Screen {
  const columns = createColumns(0);
  const owed: (() => void)[] = [];
  let awake = true;
  const marks: number[] = [];
  const screen: Screen = {
    marks,
    frames: 0,
    get awake() {
      return awake;
    },
    set awake(to) {
      awake = to;
      if (awake) owed.splice(0).forEach((acknowledge) => acknowledge());
    },
    step: () => {
      const steps = new Set(columns.measuredAt.subarray(0, columns.count));
      return steps.size === 1 ? [...steps][0]! - BEGAN_MS : null;
    },
    console: connectStrictly(url, {
      forgetful: true,
      onChange: (change) => {
        marks.push(change.noun === 'incidents' ? change.incident.revision : -1);
      },
      onFrame: (bytes, acknowledge) => {
        screen.frames++;
        applyFrame(columns, bytes);
        if (awake) acknowledge();
        else owed.push(acknowledge);
      },
    }),
  };
  return screen;
}

/** What a screen in a process of its own says of itself. */
export interface ScreenSays {
  cursor: string | null;
  step: number | null;
  failures: string[];
  cuts: number;
  answers: string[];
}

/** A screen in a process of its own, which can be made to stand still. */
export interface ScreenProcess {
  /** As a machine does that sleeps: no byte is read, no timer runs, and nobody is told. */
  sleep: () => void;
  wake: () => void;
  ask: () => Promise<ScreenSays>;
  kill: () => void;
}

/** Start one; resolves when it has joined. */
export async function startScreenProcess(url: string): Promise<ScreenProcess> {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), [url], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const hear = (): Promise<ScreenSays> =>
    new Promise((resolve) => child.once('message', (said: ScreenSays) => resolve(said)));
  const ask = (): Promise<ScreenSays> => {
    const said = hear();
    child.send('how');
    return said;
  };
  while ((await ask()).cursor === null) await pause(20);
  return {
    sleep: () => child.kill('SIGSTOP'),
    wake: () => child.kill('SIGCONT'),
    ask,
    kill: () => child.kill('SIGKILL'),
  };
}

const [, self, url] = process.argv;
if (self === fileURLToPath(import.meta.url) && url && process.send) {
  const screen = openScreen(url);
  process.on('message', () => {
    const { cursor, failures, cuts, answers } = screen.console;
    process.send!({ cursor, step: screen.step(), failures, cuts, answers } satisfies ScreenSays);
  });
  process.on('disconnect', () => process.exit(0));
}
