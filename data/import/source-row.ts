import type { Choice, Pick } from './picks.ts';

/** A row of a file, CSV or GeoJSON alike. `no` counts from 1, the row of names not counted. */
export interface SourceRow {
  no: number;
  properties: Record<string, unknown>;
  /** GeoJSON geometry, unchecked; null in CSV. */
  geometry: unknown;
}

const BRACED = /\{([^{}]+)\}/g;
/** In a text: the number of the row, no field. */
const ROW_NUMBER = '#';

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return null;
}

/** What a manifest picks from a row, trimmed; null where it is empty or no plain value. */
export function pickText(row: SourceRow, pick: Pick | undefined): string | null {
  if (pick === undefined) return null;
  if (typeof pick === 'string') return textOf(row.properties[pick]);
  if ('firstOf' in pick) {
    for (const field of pick.firstOf) {
      const text = textOf(row.properties[field]);
      if (text !== null) return text;
    }
    return null;
  }
  if ('join' in pick) {
    const texts = pick.join.map((field) => textOf(row.properties[field])).filter((t) => t !== null);
    return texts.length === 0 ? null : texts.join(pick.by);
  }
  if ('text' in pick) {
    let whole = true;
    const filled = pick.text.replace(BRACED, (_, field: string) => {
      const text = field === ROW_NUMBER ? String(row.no) : textOf(row.properties[field]);
      whole &&= text !== null;
      return text ?? '';
    });
    return whole ? textOf(filled) : null;
  }
  return textOf(pick.value);
}

/** The same as a number: null where empty, NaN where it is none. */
export function pickNumber(row: SourceRow, pick: Pick | undefined): number | null {
  const text = pickText(row, pick);
  if (text === null) return null;
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** Our word for the row's words; null where no rule holds and nothing is said of the others. */
export function choose(row: SourceRow, choice: Choice): string | null {
  for (const rule of choice.rules) {
    const holds = Object.entries(rule.when).every(([field, values]) => {
      const text = textOf(row.properties[field]);
      return text !== null && (values.includes('*') || values.includes(text));
    });
    if (holds) return rule.is;
  }
  return choice.otherwise ?? null;
}

/** Fields that a pick or a choice reads, to name those which no row has. */
export function fieldsOf(of: Pick | Choice | undefined): string[] {
  if (of === undefined) return [];
  if (typeof of === 'string') return [of];
  if ('firstOf' in of) return of.firstOf;
  if ('join' in of) return of.join;
  if ('text' in of) {
    return [...of.text.matchAll(BRACED)].map((m) => m[1]!).filter((f) => f !== ROW_NUMBER);
  }
  if ('rules' in of) return of.rules.flatMap((rule) => Object.keys(rule.when));
  return [];
}
