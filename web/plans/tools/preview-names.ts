import { labelIn } from '../../areas/area-label.ts';
import type { Language } from '../../words/words.ts';
import type { PlanRow, Preview } from '../desk/desk.ts';

import { partName } from './part-names.ts';

/**
 * What areas of a preview are called, short as on the map. The parts of one that ends bear its name until they get one of
 * their own, and are numbered here.
 *
 * @returns by id; '' of one that has no name yet
 */
export function previewNames(
  { rows, retired }: Extract<Preview, { refused: null }>,
  now: ReadonlyMap<number, PlanRow>,
  language: Language,
): Map<number, string> {
  const shortOf = (id: number): string => {
    const area = now.get(id)?.area;
    return area ? labelIn(language, area, now.get(area.parentId ?? 0)?.area) : '';
  };
  const former = new Map(retired.map((id) => [now.get(id)?.area.name ?? '', shortOf(id)]));
  const parts = new Map<string, number>();
  return new Map(
    rows.map(({ id, area: { name }, isNew }) => {
      if (!isNew) return [id, shortOf(id) || name];
      const short = former.get(name);
      if (!name || short === undefined) return [id, name];
      const part = parts.get(name) ?? 0;
      parts.set(name, part + 1);
      return [id, partName(short, part)];
    }),
  );
}
