import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The checkout's root, whatever the working directory. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** What a step left: its exit code, how long it took and, when captured, what it said. */
export interface StepResult {
  code: number;
  seconds: number;
  output: string;
}

/**
 * Run one command in the root, its output passed on (and captured). Resolves with its exit code; never throws for a failing command.
 */
export function runStep(
  command: string,
  args: readonly string[],
  options: { env?: Record<string, string>; quiet?: boolean } = {},
): Promise<StepResult> {
  const began = Date.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (to: NodeJS.WriteStream) => (chunk: Buffer) => {
      output += chunk.toString();
      if (!options.quiet) to.write(chunk);
    };
    child.stdout.on('data', take(process.stdout));
    child.stderr.on('data', take(process.stderr));
    child.on('error', (error) => {
      output += String(error);
      resolve({ code: 127, seconds: (Date.now() - began) / 1000, output });
    });
    child.on('close', (code, signal) => {
      resolve({ code: code ?? (signal ? 128 : 1), seconds: (Date.now() - began) / 1000, output });
    });
  });
}

/** Run a tool of node_modules by its entry file, so that no .bin link is relied on. */
export function runTool(
  entry: string,
  args: readonly string[] = [],
  options: { env?: Record<string, string>; quiet?: boolean } = {},
): Promise<StepResult> {
  return runStep(process.execPath, [`node_modules/${entry}`, ...args], options);
}
