import { parseArgs } from 'node:util';

import { generateSample } from '#data/sample/generate.ts';
import { reportSample } from '#data/sample/report/report-sample.ts';
import { SAMPLE_SIZES, type Sample, type SampleSize } from '#data/sample/sample.ts';

const HELP = `npm run sample -- --report [--size street|district|city] [--seed N] [--until DATE]
Makes the sample in memory and prints what is asked of a believable one beside what it has. Stores nothing.

  --report      print the measures
  --size SIZE   street, district or city (district)
  --seed N      the same seed, the same sample (1)
  --until DATE  the day before which its history ends (2026-03-31)
  --help        this text

Exit code: 0 all met; 1 some are not.`;

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

const OPTIONS = {
  report: { type: 'boolean', default: false },
  size: { type: 'string', default: 'district' },
  seed: { type: 'string', default: '1' },
  until: { type: 'string', default: '2026-03-31' },
  help: { type: 'boolean', default: false },
} as const;

function readArguments(): ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'] {
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${HELP}`);
  }
}

const given = readArguments();
if (given.help) {
  console.log(HELP);
  process.exit(0);
}
if (!given.report) fail(HELP);
const size = SAMPLE_SIZES.find((one) => one === given.size);
if (!size) fail(`--size ${given.size}: one of ${SAMPLE_SIZES.join(', ')}`);
const seed = Number(given.seed);
if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
  fail(`--seed ${given.seed}: a whole number from 0 to ${2 ** 32 - 1}`);
if (!/^\d{4}-\d\d-\d\d$/.test(given.until) || Number.isNaN(Date.parse(given.until)))
  fail(`--until ${given.until}: a day, such as 2026-03-31`);

function make(of: SampleSize): Sample {
  const stages = generateSample({ size: of, seed, endDate: given.until });
  for (;;) {
    const step = stages.next();
    if (step.done) return step.value;
  }
}

const began = performance.now();
const sample = make(size);
const seconds = (performance.now() - began) / 1000;
const measures = reportSample(sample);
console.log(`${size}, seed ${seed}: ${sample.buildings.length} buildings, made in ${seconds.toFixed(1)} s\n`); // prettier-ignore
const width = (of: 'name' | 'asked'): number => Math.max(...measures.map((m) => m[of].length));
for (const { name, asked, got, met } of measures)
  console.log(`${met ? '  ' : '✗ '}${name.padEnd(width('name'))}  ${asked.padEnd(width('asked'))}  ${got}`); // prettier-ignore
const missed = measures.filter(({ met }) => !met).length;
console.log(missed === 0 ? '\nall met' : `\n${missed} of ${measures.length} not met`);
process.exit(missed === 0 ? 0 : 1);
