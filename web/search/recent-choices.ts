import { SEARCH_NOUNS } from '#data/search/thing.ts';
import type { SearchAnswer } from '#data/wire/search.ts';

const KEY = 'jingwei.search.recent';
const RECENT_MAX = 8;
const TEXT_MAX = 20_000;

/** What was chosen lately in this browser, newest first. Anything that cannot be read is none. */
export function recallChoices(): SearchAnswer[] {
  try {
    const text = localStorage.getItem(KEY) ?? '[]';
    const list: unknown = text.length > TEXT_MAX ? [] : JSON.parse(text);
    return Array.isArray(list) ? list.filter(isAnswer).slice(0, RECENT_MAX) : [];
  } catch {
    return [];
  }
}

/** Keep a choice before the others; the same thing once. Answers what is kept now. */
export function keepChoice(answer: SearchAnswer): SearchAnswer[] {
  const others = recallChoices().filter((a) => a.noun !== answer.noun || a.id !== answer.id);
  // What was met is of that search alone.
  const kept = [{ ...answer, marks: {} }, ...others].slice(0, RECENT_MAX);
  write(kept);
  return kept;
}

export function forgetChoices(): void {
  write([]);
}

/** Storage may be forbidden or full: then nothing is kept. */
function write(choices: readonly SearchAnswer[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(choices));
  } catch {
    // Nothing to do: the search works all the same.
  }
}

function isPlace(value: unknown): boolean {
  return (
    value === null || (Array.isArray(value) && value.length === 2 && value.every(Number.isFinite))
  );
}

/** Another version of this page, or a person, may have written there. */
function isAnswer(value: unknown): value is SearchAnswer {
  if (typeof value !== 'object' || value === null) return false;
  const { noun, id, name, address, code, at, areas, kind, select, marks } = value as Record<string, unknown>; // prettier-ignore
  const isText = (text: unknown): boolean => text === null || typeof text === 'string';
  return (
    (SEARCH_NOUNS as readonly unknown[]).includes(noun) &&
    (typeof id === 'number' || typeof id === 'string') &&
    [name, address, code].every(isText) &&
    typeof kind === 'string' &&
    Array.isArray(areas) &&
    isPlace(at) &&
    typeof select === 'object' &&
    typeof marks === 'object' &&
    marks !== null
  );
}
