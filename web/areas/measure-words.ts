import type { AreaStanding, Measure } from '#data/areas/area-standing.ts';

import { formatCount } from '../words/format.ts';
import type { Words } from '../words/words.ts';

/** A rate in so many decimals that it can be told from its neighbours: `12.4`, `3.1`, `0.42`. */
export function formatRate(n: number): string {
  return n === 0 ? '0' : n < 1 ? n.toFixed(2) : n.toFixed(1);
}

/** A measure of an area as a number; the band in words with its direction. `—` where nothing is known. */
export function measureText(standing: AreaStanding, measure: Measure, words: Words): string {
  const value = standing[measure];
  if (measure === 'band' && standing.kind === 'dedicated') return words.table.exempt;
  if (value === null) return '—';
  if (measure === 'rate') return formatRate(value);
  if (measure !== 'band') return formatCount(value);
  const step = words.shade.steps[value + 3]!;
  return value === 0 ? step : `${value < 0 ? '▼' : '▲'} ${step}`;
}

/** The same with its unit: what a read-out says. */
export function measureWithUnit(standing: AreaStanding, measure: Measure, words: Words): string {
  const text = measureText(standing, measure, words);
  if (standing[measure] === null) return standing.kind === 'dedicated' && measure === 'band' ? text : words.shade.unknown; // prettier-ignore
  if (measure !== 'band') return `${text} ${words.shade.units[measure]}`;
  const { households, residents } = standing;
  const people = [
    households === null ? null : `${formatCount(households)} ${words.shade.units.households}`,
    residents === null ? null : `${formatCount(residents)} ${words.shade.units.residents}`,
  ];
  return [text, ...people.filter(Boolean)].join(' · ');
}

/** An end of a class, in thousands where the legend counts by them. */
export function formatBreak(n: number, thousands: boolean): string {
  const shown = thousands ? n / 1000 : n;
  return shown >= 1000 ? formatCount(shown) : String(Number(shown.toPrecision(4)));
}

/** A class in words: from which to which figure it goes. */
export function classText(breaks: readonly number[], c: number, words: Words): string {
  const [from, to] = [breaks[c - 1], breaks[c]];
  const text = (n: number) => (n >= 1000 ? formatCount(n) : String(n));
  if (from === undefined) return to === undefined ? '' : words.shade.below(text(to));
  return to === undefined ? words.shade.from(text(from)) : words.shade.range(text(from), text(to));
}
