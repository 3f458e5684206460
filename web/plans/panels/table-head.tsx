import { useMemo } from 'react';

import { AreaOptions, LevelOptions, OFFERED_MAX } from '../../ui/area-options.tsx';
import { useDistrict } from '../../ui/use-live.ts';
import { formatCount, formatList } from '../../words/format.ts';
import { nameIn, useWords } from '../../words/words.ts';
import type { PlanRow } from '../desk/desk.ts';

import type { PlanTableProps } from './plan-table.tsx';

/** Above the table: which level, below which area, how many, and a text to find by. */
export function TableHead(
  props: Pick<
    PlanTableProps,
    'rows' | 'level' | 'within' | 'ground' | 'selection' | 'onLevel' | 'onWithin' | 'onSelect'
  > & {
    found: readonly PlanRow[];
    text: string;
    onText: (text: string) => void;
  },
) {
  const { words, language } = useWords();
  const district = useDistrict();
  const { rows, level, within, found, selection } = props;
  const levels = useMemo(() => district?.levels ?? [], [district]);
  const offered = useMemo(() => {
    const all = [...rows.values()].map((row) => row.area);
    return levels
      .filter(({ rank }) => rank > 1 && rank < level)
      .map((rank) => ({ rank, areas: all.filter((area) => area.level === rank.rank) }))
      .filter(({ areas }) => areas.length > 0 && areas.length <= OFFERED_MAX);
  }, [rows, levels, level]);
  const out = found.filter((row) => row.figures?.deviation).length;
  const { table } = words.plan;
  return (
    <header>
      <div className="choices">
        <select
          aria-label={table.within}
          value={within.join()}
          onChange={(event) => props.onWithin(Number(event.target.value) || null)}
        >
          <option value="">{district ? nameIn(language, district) : ''}</option>
          {within.length > 1 && (
            <option value={within.join()}>
              {formatList(
                within.flatMap((id) => rows.get(id) ?? []).map((row) => nameIn(language, row.area)),
                language,
              )}
            </option>
          )}
          <AreaOptions offered={offered} />
        </select>
        <select
          aria-label={table.level}
          value={level}
          onChange={(event) => props.onLevel(Number(event.target.value))}
        >
          <LevelOptions levels={levels} />
        </select>
      </div>
      <input
        type="search"
        value={props.text}
        maxLength={100}
        placeholder={table.find}
        aria-label={table.find}
        onChange={(event) => props.onText(event.target.value)}
      />
      <p className="counts" role="status">
        {table.count(formatCount(found.length))}
        {out > 0 && ` · ${table.out(formatCount(out))}`}
        {props.ground === 'failed' && <span className="bad"> · {table.countFailed}</span>}
        {selection.length > 0 && (
          <>
            {` · ${table.selected(formatCount(selection.length))} `}
            <button type="button" className="link" onClick={() => props.onSelect([])}>
              {table.clear}
            </button>
          </>
        )}
      </p>
    </header>
  );
}
