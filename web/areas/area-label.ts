import type { AreaOnWire } from '#data/wire/packed.ts';

import type { Scene } from '../map/scene.ts';
import { shortCommunity, shortStreet } from '../words/format.ts';

/** What stands on the map for an area: its name less what its parent's label says already. */
export function labelOf(
  area: Pick<AreaOnWire, 'level' | 'name'>,
  parent: Pick<AreaOnWire, 'name'> | undefined,
): string {
  let name = area.name;
  if (parent && area.level >= 4 && name.startsWith(parent.name) && name.length > parent.name.length)
    name = name.slice(parent.name.length).trim();
  return area.level === 3 ? shortCommunity(name) : name;
}

type Named = Pick<AreaOnWire, 'level' | 'name' | 'nameEn'>;

/** English names are long: what all streets are called is left out. */
function inEnglish({ level, name, nameEn }: Named): Pick<AreaOnWire, 'level' | 'name'> {
  const english = nameEn ?? name;
  return { level, name: level === 2 ? shortStreet(english) : english };
}

/** The same in a language. */
export function labelIn(
  language: Scene['language'],
  area: Named,
  parent: Named | undefined,
): string {
  if (language !== 'en') return labelOf(area, parent);
  return labelOf(inEnglish(area), parent && inEnglish(parent));
}
