import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import type { Db } from '#server/db/database.ts';

import { selectHead } from './audit.sql.ts';

/** How far an audit had come at a time: written where who can change the database cannot. */
export interface Head {
  at: string;
  count: number;
  /** Hex. */
  hash: string;
}

/** The file of a data folder that heads are written to. */
export const AUDIT_HEADS = 'audit-heads.jsonl';

const HOUR_MS = 3_600_000;

/** The heads of a file, a line of JSON each. @throws SyntaxError, naming the line that is none */
export async function readHeads(file: string): Promise<Head[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, i) => {
    const said = parse(line);
    const { at, count, hash } = said ?? {};
    if (typeof at !== 'string' || !Number.isSafeInteger(count) || typeof hash !== 'string')
      throw new SyntaxError(`${file}, line ${i + 1}: no head of an audit`);
    return { at, count: count as number, hash };
  });
}

function parse(line: string): Partial<Head> | null {
  try {
    return JSON.parse(line) as Partial<Head> | null;
  } catch {
    return null;
  }
}

/** Write the head down now, to the file and the log; nothing while there are no rows. */
export async function writeHead(
  db: Db,
  file: string,
  at: Date,
  log: (head: Head) => void,
): Promise<void> {
  const head = await selectHead(db);
  if (!head) return;
  const said: Head = { at: at.toISOString(), count: head.no, hash: head.hash.toString('hex') };
  log(said);
  await mkdir(dirname(file), { recursive: true });
  await appendFile(file, `${JSON.stringify(said)}\n`);
}

/** Writes the head down every hour and when it is stopped. Answers how to stop it. */
export function keepHeads(
  write: () => Promise<void>,
  onTrouble: (error: unknown) => void,
): () => Promise<void> {
  const timer = setInterval(() => void write().catch(onTrouble), HOUR_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await write().catch(onTrouble);
  };
}
