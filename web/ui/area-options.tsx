import type { District } from '#data/wire/messages.ts';

import { nameIn, useWords } from '../words/words.ts';

type Rank = District['levels'][number];
type Named = Parameters<typeof nameIn>[1];

/** A level with more areas than this is not offered to choose from: a menu of a thousand lines is none. */
export const OFFERED_MAX = 300;

/** Levels to choose from: all below the district. */
export function LevelOptions({ levels }: { levels: readonly Rank[] }) {
  const { language } = useWords();
  return levels
    .filter(({ rank }) => rank > 1)
    .map((rank) => (
      <option key={rank.rank} value={rank.rank}>
        {nameIn(language, rank)}
      </option>
    ));
}

/** Areas to choose from, by level. */
export function AreaOptions(props: {
  offered: readonly { rank: Rank; areas: readonly (Named & { id: number })[] }[];
}) {
  const { language } = useWords();
  return props.offered.map(({ rank, areas }) => (
    <optgroup key={rank.rank} label={nameIn(language, rank)}>
      {areas.map((area) => (
        <option key={area.id} value={area.id}>
          {nameIn(language, area)}
        </option>
      ))}
    </optgroup>
  ));
}
