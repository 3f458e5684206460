import type { AreaOnWire } from '#data/wire/packed.ts';

import { shortCommunity } from '../words/format.ts';

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
