import { fileURLToPath } from 'node:url';

import { runStep, runTool, type StepResult } from './run-step.ts';

const help = `npm run check: format, lint, types, unused code, build, drift of generated files.
Two steps run at a time; none begins after one has failed.

  --help   this text`;

const steps: [name: string, run: () => Promise<StepResult>][] = [
  ['lint', () => runTool('eslint/bin/eslint.js', ['.', '--max-warnings', '0'])],
  ['format', () => runTool('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.'])],
  ['types: data is pure', () => runTool('typescript/bin/tsc', ['-p', 'data'])],
  ['types: server', () => runTool('typescript/bin/tsc', ['-p', 'server'])],
  ['types: web', () => runTool('typescript/bin/tsc', ['-p', 'web'])],
  ['types: scripts and tests', () => runTool('typescript/bin/tsc', ['-p', '.'])],
  ['unused code', () => runTool('knip/bin/knip.js', [])],
  ['build', () => runTool('vite/bin/vite.js', ['build', '--logLevel', 'warn'])],
  [
    'drift: data/schema.sql',
    () => runStep(process.execPath, ['--import', 'tsx', 'scripts/schema-drift.ts']),
  ],
];

/** So many steps at a time: each is one thread. */
const LANES = 2;

/** Run the steps, those that take long beside each other; the name of the first that failed, or null. */
export async function check(): Promise<string | null> {
  const due = [...steps];
  let broke: string | null = null;
  const lane = async (): Promise<void> => {
    for (let step = due.shift(); step && broke === null; step = due.shift()) {
      const [name, run] = step;
      const { code, seconds } = await run();
      console.log(`check ${name}: ${code === 0 ? 'ok' : 'FAILED'} (${seconds.toFixed(1)} s)`);
      if (code !== 0) broke ??= name;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return broke;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--help')) console.log(help);
  else process.exitCode = (await check()) === null ? 0 : 1;
}
