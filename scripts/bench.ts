import { readdir, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';

import { median, type Bench, type BenchResult } from './bench/bench.ts';

/** CPU spin, ms for a fixed count of float operations: how fast the machine is at this moment. */
function spin(): number {
  const began = performance.now();
  let x = 1;
  for (let i = 0; i < 20_000_000; i++) x = x * 1.0000001 + 1e-9;
  return x > 0 ? performance.now() - began : Number.NaN;
}

/** Random reads over 64 MiB, ns a read. */
function randomReads(): number {
  const cells = new Uint32Array(1 << 24);
  for (let i = 0; i < cells.length; i++) cells[i] = Math.imul(i, 2654435761) >>> 8;
  const began = performance.now();
  let at = 1;
  const reads = 2_000_000;
  for (let i = 0; i < reads; i++) at = (cells[at & (cells.length - 1)]! ^ i) >>> 0;
  const ns = ((performance.now() - began) * 1e6) / reads;
  return at >= 0 ? ns : Number.NaN;
}

function pressure(): number {
  try {
    const line = readFileSync('/proc/pressure/cpu', 'utf8').split('\n')[0] ?? '';
    return Number(/avg10=([\d.]+)/.exec(line)?.[1] ?? Number.NaN);
  } catch {
    return Number.NaN;
  }
}

/** A line that says whether the machine was fit to measure on. */
function calibrate(): { line: string; valid: boolean } {
  const ms = median([spin(), spin(), spin()]);
  const ns = median([randomReads(), randomReads(), randomReads()]);
  const avg10 = pressure();
  const valid = ns <= 150 && !(avg10 > 25);
  return {
    line: `calibrator: spin ${ms.toFixed(1)} ms, random read ${ns.toFixed(1)} ns, CPU pressure ${Number.isNaN(avg10) ? 'not known' : avg10.toFixed(1)}${valid ? '' : ': BUSY, this run does not count'}`,
    valid,
  };
}

const files = (await readdir(new URL('bench/', import.meta.url)))
  .filter((f) => f.endsWith('.ts') && f !== 'bench.ts')
  .sort();
const benches: Bench[] = [];
for (const file of files) {
  const module = (await import(`./bench/${file}`)) as { bench?: Bench };
  if (module.bench) benches.push(module.bench);
}
const help = `npm run bench [name…] [--json FILE]
Measures ours and its peers in one run; prints a table.

${benches.map((b) => `  ${b.name.padEnd(18)} ${b.about}`).join('\n')}

  --json FILE  also a list of {name, unit, ours, peers, ratio, aim, met}
  --help       this text`;
if (process.argv.includes('--help')) {
  console.log(help);
  process.exit(0);
}
const jsonAt = process.argv.indexOf('--json');
const jsonFile = jsonAt > 0 ? process.argv[jsonAt + 1] : undefined;
if (jsonAt > 0 && !jsonFile) {
  console.error('--json needs a file');
  process.exit(2);
}
const wanted = process.argv.slice(2).filter((a, i) => !a.startsWith('--') && i + 2 !== jsonAt + 1);
const unknown = wanted.filter((w) => !benches.some((b) => b.name === w));
if (unknown.length > 0) {
  console.error(`No bench is named ${unknown.join(', ')}.\n\n${help}`);
  process.exit(2);
}
const figure = (value: number) =>
  Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
const all: BenchResult[] = [];
let failures = 0;
for (const bench of benches.filter((b) => wanted.length === 0 || wanted.includes(b.name))) {
  const before = calibrate();
  console.log(`\n${bench.name}: ${bench.about}\n  ${before.line}`);
  try {
    const results = await bench.run((line) => console.log(`  ${line}`));
    for (const r of results) {
      const peers = r.peers.map((p) => `${p.name} ${figure(p.value)}`).join(', ');
      const verdict = r.met === null ? '' : r.met ? '  met' : '  NOT MET';
      console.log(
        `  ${r.name}: ${figure(r.ours)} ${r.unit}${peers ? `; ${peers}` : ''}${r.ratio === null ? '' : `; ratio ${figure(r.ratio)}`}${r.aim ? `; aim ${r.aim}` : ''}${verdict}`,
      );
      for (const note of r.notes ?? []) console.log(`    ${note}`);
    }
    const after = calibrate();
    console.log(`  ${after.line}`);
    all.push(...results);
  } catch (error) {
    failures += 1;
    console.error(`  ${bench.name} broke: ${(error as Error).stack}`);
  }
}
if (jsonFile) await writeFile(jsonFile, `${JSON.stringify(all, null, 2)}\n`);
process.exit(failures > 0 ? 1 : 0);
