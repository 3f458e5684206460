import { useMemo } from 'react';

import { areaStore } from '../live/stores.ts';
import { AreaOptions, LevelOptions, OFFERED_MAX } from '../ui/area-options.tsx';
import { CloseButton } from '../ui/close-button.tsx';
import { useDistrict, useStore } from '../ui/use-live.ts';
import { formatCount, formatList } from '../words/format.ts';
import { nameIn, useWords } from '../words/words.ts';

import { areasOfLevel } from './shade.ts';

/** Above the table of areas: which level, within which area, how many; to a file, and shut. */
export function AreaTableHead(props: {
  level: number;
  within: readonly number[];
  onLevel: (level: number) => void;
  onWithin: (areaId: number | null) => void;
  count: number;
  onCsv: () => void;
  close: () => void;
}) {
  const { words, language } = useWords();
  const district = useDistrict();
  const packed = useStore(areaStore, (s) => s.packed);
  const byId = useStore(areaStore, (s) => s.byId);
  const { level, within } = props;
  const levels = useMemo(() => district?.levels ?? [], [district]);
  const offered = useMemo(
    () =>
      levels
        .filter(({ rank }) => rank > 1 && rank < level)
        .map((rank) => ({ rank, areas: packed ? areasOfLevel(packed, rank.rank) : [] }))
        .filter(({ areas }) => areas.length <= OFFERED_MAX),
    [levels, level, packed],
  );
  const chosen = within.flatMap((one) => byId.get(one) ?? []);
  const isOffered =
    within.length === 1 && offered.some(({ areas }) => areas.some((area) => area.id === within[0]));
  return (
    <header>
      <h2>{words.table.title}</h2>
      <label>
        {words.table.level}
        <select value={level} onChange={(event) => props.onLevel(Number(event.target.value))}>
          <LevelOptions levels={levels} />
        </select>
      </label>
      <label>
        {words.table.within}
        <select
          value={within.join()}
          onChange={(event) => props.onWithin(Number(event.target.value) || null)}
        >
          <option value="">{district ? nameIn(language, district) : ''}</option>
          {chosen.length > 0 && !isOffered && (
            <option value={within.join()}>
              {formatList(
                chosen.map((area) => nameIn(language, area)),
                language,
              )}
            </option>
          )}
          <AreaOptions offered={offered} />
        </select>
      </label>
      <span className="count" role="status">
        {words.table.count(formatCount(props.count))}
      </span>
      <button
        type="button"
        className="button small"
        title={words.table.csvTitle}
        disabled={props.count === 0}
        onClick={props.onCsv}
      >
        {words.table.csv}
      </button>
      <CloseButton name={words.table.close} by="A" close={props.close} />
    </header>
  );
}
