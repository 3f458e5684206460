import type { UnitKind } from '#data/units/unit.ts';

import type { UnitInput } from './manifest.ts';
import { isTooLong, no, type Mapped } from './mapped.ts';
import { choose, pickText, type SourceRow } from './source-row.ts';

export interface UnitRow {
  key: string;
  code: string;
  kind: UnitKind;
  name: string;
  /** Code of its area. */
  homeArea: string | null;
}

/** Who can be sent. */
export function mapUnit(row: SourceRow, input: UnitInput): Mapped<UnitRow> {
  const kind = choose(row, input.kind);
  if (kind === null) return 'left-out';
  const key = pickText(row, input.key);
  if (key === null) return no('no-key');
  const name = pickText(row, input.name);
  if (name === null) return no('no-name');
  const code = pickText(row, input.code) ?? key;
  if (isTooLong({ key, code, name })) return no('text-too-long');
  return {
    row: { key, code, kind: kind as UnitKind, name, homeArea: pickText(row, input.homeArea) },
    moveDeg: 0,
  };
}
