import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { stripVTControlCharacters } from 'node:util';

import { check } from './check.ts';
import { root, runTool } from './run-step.ts';

const help = `npm test: check, then every test project and the browser flows.
The last line says what passed, failed and was skipped.

  npm test -- data sql   only these projects, without check
  --help                 this text

Trials on real data run when JINGWEI_TRIAL_DATA names their folder; else the last lines say that they did not.`;

const PROJECTS = ['data', 'server', 'sql', 'web', 'dom', 'trial', 'flows', 'wall'] as const;
type Project = (typeof PROJECTS)[number];

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}
interface ProjectRun extends Tally {
  /** What failed: name, file and the start of the reason. */
  failures: string[];
}
/** What of vitest's JSON report is read. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

/** Lines of a reason that are told again at the end, where a long log is read from. */
const REASON_LINES = 12;
const startOf = (reason: string): string =>
  stripVTControlCharacters(reason).split('\n').slice(0, REASON_LINES).join('\n    ');

/** What failed in a report, file by file. */
function failuresOf({ testResults }: Report): string[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = name.replace(root, '');
    const failed = assertionResults.filter((test) => test.status === 'failed');
    // A file may break before its first test, or after its last.
    if (failed.length === 0 && status === 'failed') return [`${file}\n    ${startOf(message)}`];
    return failed.map(
      ({ fullName, failureMessages }) =>
        `${file} > ${fullName}\n    ${startOf(failureMessages[0] ?? '')}`,
    );
  });
}

/** Run one project of vite.config.ts and count its tests. A project that ran none has failed. */
async function runProject(project: Project): Promise<ProjectRun> {
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
  const report = existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Report) : null;
  const run: ProjectRun = {
    passed: report?.numPassedTests ?? 0,
    failed: report?.numFailedTests ?? 0,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
    failures: report ? failuresOf(report) : [],
  };
  // A file that breaks before its first test counts as one failure, and so does a project without tests.
  if (code !== 0 && run.failed === 0) {
    run.failed = 1;
    run.failures.push(
      `${project}: ended with ${code} though no test failed: an error outside of any test, told above`,
    );
  }
  if (run.passed + run.failed === 0) {
    console.error(`test ${project}: ran no test`);
    run.failed = 1;
  }
  console.log(
    `test ${project}: ${run.passed} passed, ${run.failed} failed, ${run.skipped} skipped (${seconds.toFixed(1)} s)`,
  );
  return run;
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
  const failures: string[] = [];
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
    failures.push(...tally.failures);
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.skipped += tally.skipped;
    lines.push(
      `test ${project}: ${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`,
    );
  }
  if (failures.length > 0) console.log(`\nWhat failed:\n\n${failures.join('\n\n')}`);
  console.log(`\n${lines.join('\n')}\nin ${((Date.now() - began) / 60_000).toFixed(1)} minutes`);
  const summary = `${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`;
  await writeFile(`${root}test-results/summary.txt`, `${summary}\n`);
  console.log(summary);
  return total.failed > 0 ? 1 : 0;
}

if (process.argv.includes('--help')) console.log(help);
else process.exitCode = await main();
