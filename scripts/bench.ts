import { readdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { figureText, type Bench, type BenchResult } from './bench/bench.ts';
import { calibrate, fitnessLine, isCalm, isQuick, pressure } from './bench/machine/calibrate.ts';
import { watchOthers } from './bench/machine/others.ts';

/** A bench that others disturbed is run again, so often at most. */
const TRIES = 3;
const CALM_WITHIN_MS = 120_000;
/** Of a core, on average: others that use more disturb. */
const OTHERS_MAX = 0.25;

const files = (await readdir(new URL('bench/', import.meta.url)))
  .filter((f) => f.endsWith('.ts') && f !== 'bench.ts')
  .sort();
const benches: Bench[] = [];
for (const file of files) {
  const { bench } = (await import(`./bench/${file}`)) as { bench?: Bench };
  if (bench) benches.push(bench);
}
const help = `npm run bench [name…] [--json FILE]
Measures ours and its peers in one run; prints a table. What others on the machine disturb is run again.

${benches.map((b) => `  ${b.name.padEnd(16)} ${b.about}`).join('\n')}

  --json FILE  also a list of {name, unit, ours, peers: [{name, value}], ratio, aim, met}
  --width PX   frames only at the screen of this width, 1920 or 3840
  --once       neither wait for a calm machine nor run anything again, and less of what takes minutes
  --help       this text`;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function resultLines(r: BenchResult): string[] {
  const peers = r.peers.map((p) => `${p.name} ${figureText(p.value)}`).join(', ');
  return [
    [
      `${r.name}: ${figureText(r.ours)} ${r.unit}`,
      peers,
      r.ratio === null ? '' : `ratio ${figureText(r.ratio)}`,
      r.aim === '' ? '' : `aim ${r.aim}`,
      r.met === null ? '' : r.met ? 'met' : 'NOT MET',
    ]
      .filter((part) => part !== '')
      .join('; '),
    ...(r.notes ?? []).map((note) => `  ${note}`),
  ];
}

/** Run a bench until nothing disturbs it, or for the last time. */
async function runBench(bench: Bench, once: boolean, width: number | null): Promise<BenchResult[]> {
  if (bench.steady) {
    console.log(`\n${bench.name}: ${bench.about}`);
    return bench.run((line) => console.log(`  ${line}`), once, width);
  }
  for (let tries = 1; ; tries++) {
    const until = Date.now() + (once ? 0 : CALM_WITHIN_MS);
    while (!isCalm({ pressure: pressure() }) && Date.now() < until) await pause(2000);
    const before = calibrate();
    console.log(`\n${bench.name}: ${bench.about}\n  calibrator: ${fitnessLine(before)}`);
    const others = watchOthers();
    const results = await bench.run((line) => console.log(`  ${line}`), once, width);
    const cores = others();
    const after = calibrate();
    const faults = [
      isCalm(before) ? '' : 'CPU pressure before it',
      isQuick(before) && isQuick(after) ? '' : 'slow memory',
      cores > OTHERS_MAX ? `others used ${cores.toFixed(2)} of a core` : '',
    ].filter((fault) => fault !== '');
    console.log(
      `  calibrator: ${fitnessLine(after)}; others used ${Number.isNaN(cores) ? 'an unknown part' : cores.toFixed(2)} of a core`,
    );
    for (const line of results.flatMap(resultLines)) console.log(`  ${line}`);
    if (faults.length === 0) return results;
    console.log(`  DISTURBED, this run does not count: ${faults.join(', ')}`);
    if (once || tries === TRIES) {
      const notes = [`disturbed, does not count: ${faults.join(', ')}`];
      return results.map((r) => ({ ...r, met: null, notes: [...notes, ...(r.notes ?? [])] }));
    }
  }
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      width: { type: 'string' },
      once: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const unknown = positionals.filter((name) => !benches.some((b) => b.name === name));
  if (unknown.length > 0) {
    console.error(`No bench is named ${unknown.join(', ')}.\n\n${help}`);
    return 2;
  }
  const width = values.width === undefined ? null : Number(values.width);
  const all: BenchResult[] = [];
  let broken = 0;
  for (const bench of benches) {
    if (positionals.length > 0 && !positionals.includes(bench.name)) continue;
    try {
      all.push(...(await runBench(bench, values.once, width)));
    } catch (error) {
      broken += 1;
      console.error(`  ${bench.name} broke: ${(error as Error).stack}`);
    }
  }
  console.log(`\n${all.flatMap(resultLines).join('\n')}`);
  if (values.json) await writeFile(values.json, `${JSON.stringify(all, null, 2)}\n`);
  return broken > 0 ? 1 : 0;
}

try {
  process.exit(await main());
} catch (error) {
  console.error(`${(error as Error).message}\n\n${help}`);
  process.exit(2);
}
