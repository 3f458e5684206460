import type { IncidentCounts } from '#data/wire/incident-counts.ts';

import { formatCount, formatDay } from '../words/format.ts';
import type { Language, Words } from '../words/words.ts';

import { isComparable } from './count-facts.ts';

/** Below so many a share of change says more than is known. */
const SHARE_FROM = 20;

/** A mean: with one decimal below 100. */
export function formatMean(mean: number): string {
  return mean < 100 ? mean.toFixed(1) : formatCount(mean);
}

/** `+12`, `−3`, `0`. */
export function formatChange(change: number): string {
  if (change === 0) return '0';
  return `${change > 0 ? '+' : '−'}${formatCount(Math.abs(change))}`;
}

/** How a count stands to the one of the period before: by how many, and by which share where there are enough. */
export function changeWords(count: number, before: number, weeks: number, words: Words): string {
  const period = words.plots.before(weeks);
  if (count === before) return words.plots.same(period);
  const change = formatChange(count - before);
  const share = Math.round((100 * (count - before)) / before);
  return words.plots.against(period, change, before >= SHARE_FROM ? `${formatChange(share)}%` : '');
}

/** The period's count against the one before, or since when there are records where those do not reach back so far. */
export function comparison(counts: IncidentCounts, words: Words, language: Language): string {
  if (isComparable(counts))
    return changeWords(counts.count, counts.countBefore, counts.weeks, words);
  if (counts.since === null) return '';
  const day = formatDay(Date.parse(counts.since), Date.parse(counts.at), counts.timeZone, language);
  return words.plots.notComparable(day);
}
