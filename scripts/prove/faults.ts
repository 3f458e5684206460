import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runTool } from '../run-step.ts';

import { FAULT_VARIABLE, FAULTS } from './faults/fault-list.ts';
import type { Proof } from './proof.ts';

/** Act × role × relation of the function; every event, every route, and what is inside each pack, × role × relation. */
const MATRICES = [
  'data/access/matrix.test.ts',
  'server/live/events.sql.test.ts',
  'server/access/routes.sql.test.ts',
  'server/access/packs.sql.test.ts',
];
/** So many wrong cells of a fault are shown; all are counted. */
const SHOWN = 4;

/** What of vitest's JSON report is read. */
interface Report {
  numPassedTests: number;
  testResults: { message: string; assertionResults: { status: string; failureMessages: string[] }[] }[]; // prettier-ignore
}

export const proof: Proof = {
  name: 'faults',
  about: 'a deliberate fault in the function, in one SQL scope, in one room’s join, in what one pack is kept for: each turns the matrix red', // prettier-ignore
  fullCount: FAULTS.length,
  run: async ({ count, seed, log }) => {
    const failures: string[] = [];
    const notes: string[] = [];
    const isWhole = count >= FAULTS.length;
    // Without a fault all is green: else a red one says nothing.
    for (const fault of [null, ...FAULTS.slice(0, count)]) {
      const { passed, red, cells, broke } = await runMatrices(fault?.name ?? '', isWhole ? MATRICES : MATRICES.slice(0, 1)); // prettier-ignore
      const line = `${fault?.name ?? 'no fault'}: ${passed} tests passed, ${red} failed, ${cells.length} cells red`;
      log(line);
      notes.push(line);
      if (broke !== '') failures.push(`${fault?.name ?? 'no fault'}: the run broke: ${broke}`);
      if (fault === null && red > 0) failures.push(`red without a fault: ${cells.join('; ')}`);
      if (fault === null) continue;
      notes.push(...[`${fault.about}:`, ...pick(cells)].map((text) => `  ${text}`));
      if (cells.length === 0) failures.push(`${fault.name}: ${fault.about}, and no cell is red`);
    }
    if (!isWhole) notes.push(`not at full size: ${count} of ${FAULTS.length} faults, by the first matrix alone`); // prettier-ignore
    return { count, seed, failures, notes };
  },
};

/** Some of them, from the first to the last. */
function pick(cells: readonly string[]): string[] {
  return cells.filter((_, i) => i % Math.ceil(cells.length / SHOWN) === 0);
}

async function runMatrices(
  fault: string,
  files: readonly string[],
): Promise<{ passed: number; red: number; cells: string[]; broke: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'jingwei-faults-'));
  const file = join(folder, 'report.json');
  try {
    const { output } = await runTool(
      'vitest/vitest.mjs',
      ['run', '--config', 'scripts/prove/faults/vitest.config.ts', '--reporter=json', `--outputFile=${file}`, ...files], // prettier-ignore
      { quiet: true, env: { [FAULT_VARIABLE]: fault } },
    );
    const report = await readFile(file, 'utf8').then(
      (text) => JSON.parse(text) as Report,
      () => null,
    );
    if (!report) return { passed: 0, red: 0, cells: [], broke: output.slice(-1_000) };
    const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
    const red = tests.filter(({ status }) => status === 'failed');
    const cells = red.flatMap(({ failureMessages }) => cellsOf(failureMessages[0] ?? ''));
    const broke = report.testResults.map(({ message }) => message).find((text) => text !== '' && tests.length === 0) ?? ''; // prettier-ignore
    return { passed: report.numPassedTests, red: red.length, cells, broke };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The wrong cells that a matrix names: a list of lines that should have been empty. */
function cellsOf(message: string): string[] {
  const [, list] = /^AssertionError: expected \[ (.*) \] to deeply equal \[\]/.exec(message) ?? [];
  return list === undefined ? [] : [...list.matchAll(/'((?:[^'\\]|\\.)*)'/g)].map(([, cell]) => cell!); // prettier-ignore
}
