import { readFile } from 'node:fs/promises';

import { makeSchemaText } from '#server/db/schema-text.ts';

import { root } from './run-step.ts';

/** Whether data/schema.sql is what the migrations make: a sentence when it is not, else null. */
export async function schemaDrift(): Promise<string | null> {
  const kept = await readFile(`${root}data/schema.sql`, 'utf8').catch(() => null);
  if (kept === null) return 'data/schema.sql is missing: npm run db -- schema writes it.';
  const { text, release } = await makeSchemaText();
  const by = Number(/by PostgreSQL (\d+)\./.exec(kept)?.[1]);
  if (by !== release) {
    console.log(`data/schema.sql was written by PostgreSQL ${by}; this is ${release}, whose words differ: not compared`); // prettier-ignore
    return null;
  }
  if (text === kept) return null;
  const [a, b] = [kept.split('\n'), text.split('\n')];
  const at = a.findIndex((line, i) => line !== b[i]);
  const line = at < 0 ? a.length : at;
  return `data/schema.sql is not what the migrations make: line ${line + 1} is\n  ${a[line] ?? '(its end)'}\nand should be\n  ${b[line] ?? '(its end)'}\nnpm run db -- schema writes it.`;
}

if (process.argv[1]?.endsWith('schema-drift.ts')) {
  const drift = await schemaDrift();
  if (drift) console.error(drift);
  process.exit(drift ? 1 : 0);
}
