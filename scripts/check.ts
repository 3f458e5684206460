import { fileURLToPath } from 'node:url';

import { runStep, runTool, type StepResult } from './run-step.ts';

const help = `npm run check: format, lint, types, unused code, build, drift of generated files.
Runs in order, stops at the first that fails.

  --help   this text`;

const steps: [name: string, run: () => Promise<StepResult>][] = [
  ['format', () => runTool('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.'])],
  ['types: data is pure', () => runTool('typescript/bin/tsc', ['-p', 'data'])],
  ['types: server', () => runTool('typescript/bin/tsc', ['-p', 'server'])],
  ['types: web', () => runTool('typescript/bin/tsc', ['-p', 'web'])],
  ['types: scripts and tests', () => runTool('typescript/bin/tsc', ['-p', '.'])],
  ['lint', () => runTool('eslint/bin/eslint.js', ['.', '--max-warnings', '0'])],
  ['unused code', () => runTool('knip/bin/knip.js', [])],
  ['build', () => runTool('vite/bin/vite.js', ['build', '--logLevel', 'warn'])],
  [
    'drift: data/schema.sql',
    () => runStep(process.execPath, ['--import', 'tsx', 'scripts/schema-drift.ts']),
  ],
];

/** Run all steps; the name of the first that failed, or null. */
export async function check(): Promise<string | null> {
  for (const [name, run] of steps) {
    const { code, seconds } = await run();
    console.log(`check ${name}: ${code === 0 ? 'ok' : 'FAILED'} (${seconds.toFixed(1)} s)`);
    if (code !== 0) return name;
  }
  return null;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--help')) console.log(help);
  else process.exitCode = (await check()) === null ? 0 : 1;
}
