import { readdir } from 'node:fs/promises';

import type { Proof } from './prove/proof.ts';

const NAMES = [
  'borders',
  'edits',
  'plans',
  'publish',
  'lanes',
  'kill',
  'wall',
  'faults',
  'scopes',
  'fuzz',
  'deps',
] as const;

const help = (proofs: Proof[]) => `npm run prove [name…] [--count N] [--seed N]
The proofs of the tests at full size; exits with 1 on a failure, with 3 where none failed but one was not run.

${proofs.map((p) => `  ${p.name.padEnd(10)} ${p.about} (count ${p.fullCount})`).join('\n')}

  --count N  another size    --seed N  another seed    --help  this text`;

const number = (flag: string, fallback: number): number => {
  const at = process.argv.indexOf(flag);
  if (at < 0) return fallback;
  const value = Number(process.argv[at + 1]);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new Error(`${flag} needs a whole number, got "${process.argv[at + 1]}"`);
  return value;
};

const files = (await readdir(new URL('prove/', import.meta.url))).map((f) =>
  f.replace(/\.ts$/, ''),
);
const proofs: Proof[] = [];
for (const name of NAMES) {
  if (!files.includes(name)) throw new Error(`the proof "${name}" is missing`);
  proofs.push(((await import(`./prove/${name}.ts`)) as { proof: Proof }).proof);
}

if (process.argv.includes('--help')) {
  console.log(help(proofs));
  process.exit(0);
}
const countAt = process.argv.indexOf('--count');
const seedAt = process.argv.indexOf('--seed');
const wanted = process.argv.slice(2).filter((a, i) => {
  const position = i + 2;
  return !a.startsWith('--') && position !== countAt + 1 && position !== seedAt + 1;
});
const unknown = wanted.filter((w) => !proofs.some((p) => p.name === w));
if (unknown.length > 0) {
  console.error(`No proof is named ${unknown.join(', ')}.\n\n${help(proofs)}`);
  process.exit(2);
}
let failed = 0;
let notRun = 0;
for (const proof of proofs.filter((p) => wanted.length === 0 || wanted.includes(p.name))) {
  const began = Date.now();
  const count = number('--count', proof.fullCount);
  const result = await proof.run({
    count,
    seed: number('--seed', 1),
    log: (line) => console.log(`  ${line}`),
  });
  if (result.notRun !== undefined) {
    console.log(`prove ${proof.name}: NOT RUN, ${result.notRun}`);
    notRun += 1;
    continue;
  }
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(
    `prove ${proof.name}: count ${result.count}, seed ${result.seed}, failures ${result.failures.length}, ${seconds} s`,
  );
  for (const note of result.notes ?? []) console.log(`  ${note}`);
  for (const failure of result.failures.slice(0, 50)) console.log(`  FAILED ${failure}`);
  failed += result.failures.length;
}
process.exit(failed > 0 ? 1 : notRun > 0 ? 3 : 0);
