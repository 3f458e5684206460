import type { FeatureGeometry, FeatureKind } from '#data/features/feature.ts';

import type { FeatureInput } from './manifest.ts';
import { isTooLong, no, type Mapped } from './mapped.ts';
import { snapGeometry } from './snap-geometry.ts';
import { choose, pickText, type SourceRow } from './source-row.ts';

export interface FeatureRow {
  key: string;
  kind: FeatureKind;
  class: string;
  name: string | null;
  nameEn: string | null;
  geometry: FeatureGeometry;
}

/** A piece of the base map; gates are points, and only they. */
export function mapFeature(row: SourceRow, input: FeatureInput): Mapped<FeatureRow> {
  const word = choose(row, input.class);
  if (word === null) return 'left-out';
  const key = pickText(row, input.key);
  if (key === null) return no('no-key');
  const snapped = snapGeometry(row.geometry);
  if (typeof snapped === 'string') return no(snapped);
  const [kind, klass] = word.split('/') as [FeatureKind, string];
  if ((kind === 'gate') !== (snapped.geometry.type === 'Point')) return no('wrong-geometry');
  const name = pickText(row, input.name);
  const nameEn = pickText(row, input.nameEn);
  if (isTooLong({ key, name, nameEn })) return no('text-too-long');
  return {
    row: { key, kind, class: klass, name, nameEn, geometry: snapped.geometry },
    moveDeg: snapped.moveDeg,
  };
}
