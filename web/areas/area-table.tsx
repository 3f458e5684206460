import './area-table.css';

import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';

import { isEstimated, type Measure } from '#data/areas/area-standing.ts';
import { writeCsv } from '#data/wire/write-csv.ts';

import { areaStore, serverNow } from '../live/stores.ts';
import { IS_TOUCHED } from '../ui/is-touched.ts';
import { listMoves } from '../ui/list-moves.ts';
import { useDistrict, useStore } from '../ui/use-live.ts';
import { useSees } from '../ui/use-sees.ts';
import { fileName, saveText } from '../ui/save-file.ts';
import { formatList, formatTime, isoDate } from '../words/format.ts';
import { nameIn, useWords } from '../words/words.ts';

import { measuresOf, pressColumn, rowsToCsv, type AreaRow, type RowSort } from './area-rows.ts';
import { AreaTableHead } from './area-table-head.tsx';
import { measureText } from './measure-words.ts';
import { useAreaRows } from './use-area-rows.ts';

/** Fingers need room. */
const ROW_PX = IS_TOUCHED ? 44 : 28;
const HEAD_PX = IS_TOUCHED ? 45 : 32;

export interface AreaTableProps {
  level: number;
  /** The areas within these are listed; none: of the whole district. */
  within: readonly number[];
  /** Above the rows. */
  note?: ReactNode;
  sort: RowSort;
  onLevel: (level: number) => void;
  onWithin: (areaId: number | null) => void;
  onSort: (sort: RowSort) => void;
  selectedId: number | null;
  /** The area that the pointer reads on the map. */
  hoveredId: number | null;
  onHover: (areaId: number | null) => void;
  onSelect: (areaId: number) => void;
  close: () => void;
}

/** Areas of one level as a table beside the map: the same figures, hover and selection as there; sorted by any column. */
export function AreaTable(props: AreaTableProps) {
  const { words, language } = useWords();
  const district = useDistrict();
  const { level, within, sort, selectedId, hoveredId, onHover } = props;
  const byId = useStore(areaStore, (s) => s.byId);
  const rows = useAreaRows(level, within, sort, language);
  const sees = useSees();
  const measures = measuresOf(district?.levels ?? [], level).filter(sees.measure);
  const columns = ['name', 'code', ...measures] as const;
  const [activeId, setActiveId] = useState<number | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    getItemKey: (i) => rows[i]!.area.id,
    paddingStart: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
    overscan: 8,
  });
  const places = useMemo(() => new Map(rows.map((row, i) => [row.area.id, i])), [rows]);
  const active = activeId === null ? -1 : (places.get(activeId) ?? -1);

  // What is selected on the map is brought into sight; rows that change places leave the reader where he is.
  useEffect(() => {
    const at = selectedId === null ? undefined : places.get(selectedId);
    if (at !== undefined) list.scrollToIndex(at, { align: 'auto' });
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selectedId, rows.length > 0]);

  const go = (to: number): void => {
    const at = Math.min(rows.length - 1, Math.max(0, to));
    const row = rows[at];
    if (!row) return;
    setActiveId(row.area.id);
    onHover(row.area.id);
    list.scrollToIndex(at);
  };
  const page = Math.max(1, Math.floor(((box.current?.clientHeight ?? 300) - HEAD_PX) / ROW_PX) - 1);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey || event.metaKey) return; // prettier-ignore
    const take = (): void => {
      if (active >= 0) props.onSelect(rows[active]!.area.id);
    };
    const moves: Record<string, () => void> = {
      ...listMoves(go, { active, page, count: rows.length }),
      Enter: take,
      ' ': take,
    };
    const act = moves[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const exportCsv = (): void => {
    const zone = district?.timeZone ?? 'UTC';
    const now = serverNow();
    const time = `${isoDate(now, zone)}T${formatTime(now, zone, false)}`.replace(/[-:]/g, '');
    const parents = within
      .flatMap((one) => byId.get(one) ?? [])
      .map((one) => nameIn(language, one));
    const rank = district?.levels.find((l) => l.rank === level);
    const parts = [district && nameIn(language, district), parents.length > 0 && formatList(parents, language), rank && nameIn(language, rank), time]; // prettier-ignore
    const name = fileName(parts.filter((part) => typeof part === 'string'), 'csv'); // prettier-ignore
    saveText(name, 'text/csv;charset=utf-8', writeCsv(rowsToCsv(rows, measures, words, language)));
  };

  return (
    <section className="area-table" aria-label={words.table.title}>
      <AreaTableHead {...props} count={rows.length} onCsv={exportCsv} />
      {props.note}
      <div
        ref={box}
        className={measures.includes('band') ? 'grid banded' : 'grid'}
        role="grid"
        tabIndex={0}
        aria-label={words.table.title}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        aria-activedescendant={active >= 0 ? `${id}-${activeId}` : undefined}
        onKeyDown={onKeyDown}
        onPointerLeave={() => onHover(null)}
        onBlur={(event) => event.target === event.currentTarget && onHover(null)}
      >
        <div role="row" className="columns" aria-rowindex={1}>
          {columns.map((column) => {
            const sorted = sort.column === column;
            return (
              <div
                key={column}
                role="columnheader"
                aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
              >
                <button
                  type="button"
                  data-column={column}
                  title={column === 'name' || column === 'code' ? undefined : words.shade.measures[column]} // prettier-ignore
                  onClick={() => props.onSort(pressColumn(sort, column))}
                >
                  {words.table.columns[column]}
                  <span className="arrow" aria-hidden="true">
                    {sorted ? (sort.descending ? '↓' : '↑') : ''}
                  </span>
                </button>
              </div>
            );
          })}
        </div>
        <div role="rowgroup" style={{ height: list.getTotalSize() - HEAD_PX }}>
          {list.getVirtualItems().map(({ index, start, key }) => {
            const row = rows[index]!;
            const mine = row.area.id;
            const marks = [mine === activeId && 'active', mine === hoveredId && 'lit'];
            return (
              <div
                key={key}
                id={`${id}-${mine}`}
                role="row"
                className={['row', ...marks.filter(Boolean)].join(' ')}
                aria-rowindex={index + 2}
                aria-selected={mine === selectedId}
                data-area={mine}
                style={{ height: ROW_PX, transform: `translateY(${start - HEAD_PX}px)` }}
                onPointerEnter={() => onHover(mine)}
                onClick={() => {
                  setActiveId(mine);
                  props.onSelect(mine);
                }}
              >
                <Cells row={row} measures={measures} />
              </div>
            );
          })}
        </div>
        {rows.length === 0 && byId.size > 0 && <p className="none">{words.table.none}</p>}
      </div>
    </section>
  );
}

function Cells({ row, measures }: { row: AreaRow; measures: readonly Measure[] }) {
  const { area, standing } = row;
  const { words, language } = useWords();
  return (
    <>
      <div role="rowheader">{nameIn(language, area)}</div>
      <div role="gridcell" className="code">
        {area.code}
      </div>
      {measures.map((measure) => (
        <div
          key={measure}
          role="gridcell"
          className={measure === 'band' ? 'band' : 'number'}
          data-measure={measure}
        >
          {isEstimated(standing, measure) && measure !== 'band' && (
            <span className="estimated" title={words.areas.estimatedTitle}>
              {words.areas.estimated}
            </span>
          )}
          {measureText(standing, measure, words)}
        </div>
      ))}
    </>
  );
}
