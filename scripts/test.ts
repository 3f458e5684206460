import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';

import { check } from './check.ts';
import { root, runTool } from './run-step.ts';

const help = `npm test: check, then every test project and the browser flows.
The last line says what passed, failed and was skipped.

  npm test -- data sql   only these projects, without check
  --help                 this text

Trials on real data run when JINGWEI_TRIAL_DATA names their folder; else the last lines say that they did not.`;

const PROJECTS = ['data', 'server', 'sql', 'web', 'trial', 'flows'] as const;
type Project = (typeof PROJECTS)[number];

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

/** Run one project of vite.config.ts and count its tests. A project that ran none has failed. */
async function runProject(project: Project): Promise<Tally> {
  const file = `${root}test-results/${project}.json`;
  await rm(file, { force: true });
  const { code, seconds } = await runTool('vitest/vitest.mjs', [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = existsSync(file)
    ? (JSON.parse(await readFile(file, 'utf8')) as {
        numPassedTests: number;
        numFailedTests: number;
        numPendingTests: number;
        numTodoTests: number;
        numFailedTestSuites: number;
      })
    : null;
  const tally = {
    passed: report?.numPassedTests ?? 0,
    failed: report?.numFailedTests ?? 0,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  };
  // A file that breaks before its first test counts as one failure, and so does a project without tests.
  if (code !== 0 && tally.failed === 0) tally.failed = 1;
  if (tally.passed + tally.failed === 0) {
    console.error(`test ${project}: ran no test`);
    tally.failed = 1;
  }
  console.log(
    `test ${project}: ${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped (${seconds.toFixed(1)} s)`,
  );
  return tally;
}

async function main(): Promise<number> {
  const began = Date.now();
  const wanted = process.argv.slice(2).filter((a) => !a.startsWith('--'));
  const unknown = wanted.filter((w) => !PROJECTS.some((p) => p === w));
  if (unknown.length > 0) {
    console.error(`No test project is named ${unknown.join(', ')}.\n\n${help}`);
    return 2;
  }
  await mkdir(`${root}test-results`, { recursive: true });
  const { ensureTestPackages } = await import('#server/start/packages.ts');
  await ensureTestPackages((line) => console.log(line));

  const total: Tally = { passed: 0, failed: 0, skipped: 0 };
  const lines: string[] = [];
  if (wanted.length === 0) {
    const broke = await check();
    if (broke !== null) {
      total.failed += 1;
      lines.push(`check failed at: ${broke}`);
    }
  }
  const trialData = process.env['JINGWEI_TRIAL_DATA'];
  for (const project of PROJECTS) {
    if (wanted.length > 0 && !wanted.includes(project)) continue;
    if (project === 'trial' && !trialData) {
      lines.push('test trial: NOT RUN (JINGWEI_TRIAL_DATA names no folder of real data)');
      continue;
    }
    const tally = await runProject(project);
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.skipped += tally.skipped;
    lines.push(
      `test ${project}: ${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`,
    );
  }
  console.log(`\n${lines.join('\n')}\nin ${((Date.now() - began) / 60_000).toFixed(1)} minutes`);
  const summary = `${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`;
  await writeFile(`${root}test-results/summary.txt`, `${summary}\n`);
  console.log(summary);
  return total.failed > 0 ? 1 : 0;
}

if (process.argv.includes('--help')) console.log(help);
else process.exitCode = await main();
