import './team-list.css';

import { useState, type Ref } from 'react';

import { areaStore } from '../live/stores.ts';
import { Symbol } from '../map/symbol.tsx';
import { useDistrict, useStore } from '../ui/use-live.ts';
import { VirtualList } from '../ui/virtual-list.tsx';
import { formatAge } from '../words/format.ts';
import { langOf, useWords } from '../words/words.ts';

import { isFarOut, isSilent, type TeamRow } from './team.ts';
import { UNIT_SYMBOLS } from './unit-symbols.ts';
import { homeWords, placeWords } from './unit-words.ts';

export interface TeamListProps {
  rows: readonly TeamRow[];
  /** Whose team it is; null = the whole district's. */
  areaId: number | null;
  /** The server's clock that ages are told by, ms. */
  now: number;
  selectedId: number | null;
  onSelect: (unitId: number | null) => void;
  /** The element that takes the keys. */
  listRef?: Ref<HTMLDivElement>;
}

/** px: two lines, and a finger's width. */
const ROW_PX = 56;

/** The team, one row a unit; only rows in sight are drawn, so a second costs a screenful, not the team. */
export function TeamList({ rows, areaId, now, selectedId, onSelect, listRef }: TeamListProps) {
  const { words, language } = useWords();
  const zone = useDistrict()?.timeZone ?? 'UTC';
  const chainOf = useStore(areaStore, (s) => s.chainOf);
  const [activeKey, setActiveKey] = useState<string | null>(null);

  const rowOf = (row: TeamRow) => {
    const { unit } = row;
    const silent = isSilent(row, now);
    const home = unit.homeAreaId === null ? [] : chainOf(unit.homeAreaId);
    return (
      <div
        className={unit.onDuty ? 'team-row' : 'team-row off'}
        data-unit={unit.id}
        data-on-map={row.onMap}
        data-place={row.place.kind}
      >
        <Symbol
          painter={UNIT_SYMBOLS[silent || !unit.onDuty ? `stale-${unit.kind}` : unit.kind]!}
          size={18}
        />
        <span className="name" lang={langOf(unit.name)}>
          {unit.name}
        </span>
        <span className={silent ? 'seen loud' : 'seen'}>
          {row.measuredAt === null
            ? row.told
              ? words.units.neverSeen
              : words.units.notTold
            : formatAge(row.measuredAt, now, zone, language)}
        </span>
        <span className="kind">
          {words.units.kinds[unit.kind]}
          {home.length > 0 && ` · ${homeWords(home, areaId, language)}`}
        </span>
        <span className={`place ${isFarOut(row.place) ? 'loud' : row.place.kind}`}>
          {!unit.onDuty
            ? words.units.offDuty
            : row.measuredAt !== null && placeWords(row.place, words, language)}
        </span>
      </div>
    );
  };

  return (
    <VirtualList
      rows={rows}
      keyOf={(row) => String(row.unit.id)}
      rowHeight={ROW_PX}
      activeKey={activeKey}
      selectedKey={selectedId === null ? null : String(selectedId)}
      label={words.patrol.team}
      onActive={setActiveKey}
      onSelect={(row) => onSelect(row.unit.id)}
      onEscape={() => onSelect(null)}
      row={rowOf}
      listRef={listRef}
    />
  );
}
