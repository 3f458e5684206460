import type { PostRole } from '#data/people/person.ts';

import { formatTime, isoDate } from '../words/format.ts';
import type { Words } from '../words/words.ts';

import { actWords } from './act-words.ts';
import { wordFor } from './word-for.ts';

type Said = Readonly<Record<string, unknown>>;
const isSaid = (value: unknown): value is Said =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A moment as the server keeps it. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/**
 * What a row of the audit says beside its act and thing, as a line: each field by its name, what changed as before → after,
 * what was left empty not at all. A field or a value that this page does not know yet stands as it is kept; '' where nothing
 * is said, and what is no JSON as it is.
 */
export function saidInWords(words: Words, said: string, zone: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(said);
  } catch {
    return said;
  }
  if (!isSaid(parsed)) return said;
  const { before, after, ...rest } = parsed;
  return [...listed(words, rest, zone), ...changed(words, before, after, zone)].join(' · ');
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

function listed(words: Words, said: Said, zone: string): string[] {
  return Object.entries(said)
    .filter(([, value]) => value !== null && value !== '' && value !== undefined && !isEmpty(value))
    .filter(([key, value]) => key !== 'own' || value !== false)
    .map(([key, value]) => `${wordFor(words.audit.fields, key)} ${valueInWords(words, key, value, zone)}`); // prettier-ignore
}

function changed(words: Words, before: unknown, after: unknown, zone: string): string[] {
  if (before === undefined && after === undefined) return [];
  if (!isSaid(before ?? {}) || !isSaid(after ?? {})) return [arrow(words, '', before, after, zone)];
  const [was, is] = [(before ?? {}) as Said, (after ?? {}) as Said];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((key) => (was[key] ?? null) !== (is[key] ?? null))
    .map((key) => `${wordFor(words.audit.fields, key)} ${arrow(words, key, was[key], is[key], zone)}`); // prettier-ignore
}

const arrow = (words: Words, key: string, from: unknown, to: unknown, zone: string): string =>
  `${valueInWords(words, key, from, zone)} → ${valueInWords(words, key, to, zone)}`;

function valueInWords(words: Words, key: string, value: unknown, zone: string): string {
  if (value === null || value === undefined || value === '') return words.audit.empty;
  if (typeof value === 'boolean') return value ? words.audit.yes : words.audit.no;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(words.audit.between); // prettier-ignore
  if (typeof value !== 'string') return JSON.stringify(value);
  if (key === 'act') return actWords(words, value);
  if (key === 'role') return wordFor(words.people.roles, value as PostRole);
  if (!MOMENT.test(value)) return value;
  const at = Date.parse(value);
  return `${isoDate(at, zone)} ${formatTime(at, zone)}`;
}
