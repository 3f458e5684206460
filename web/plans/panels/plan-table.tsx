import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';

import { IS_TOUCHED } from '../../ui/is-touched.ts';
import { listMoves } from '../../ui/list-moves.ts';
import { useDistrict } from '../../ui/use-live.ts';
import { formatCount, shortCommunity } from '../../words/format.ts';
import { nameIn, useWords } from '../../words/words.ts';
import type { PlanRow } from '../desk/desk.ts';

import { BandText } from './band-text.tsx';
import {
  chooseRow,
  figureOf,
  nameBelow,
  PLAN_COLUMNS,
  planRows,
  pressPlanColumn,
  type Choosing,
  type PlanSort,
} from './plan-rows.ts';
import { TableHead } from './table-head.tsx';

const ROW_PX = IS_TOUCHED ? 44 : 28;

export interface PlanTableProps {
  rows: ReadonlyMap<number, PlanRow>;
  level: number;
  within: readonly number[];
  sort: PlanSort;
  /** Households and residents are being counted, or could not be. */
  ground: 'loading' | 'ready' | 'failed';
  selection: readonly number[];
  onLevel: (level: number) => void;
  onWithin: (areaId: number | null) => void;
  onSort: (sort: PlanSort) => void;
  onSelect: (ids: readonly number[]) => void;
  /** Enter, or a double click: it is looked at on the map. */
  onShow: (row: PlanRow) => void;
}

/** Areas of a level of the plan: sorted by any column, found by a text, chosen one or many by pointer and keyboard. */
export function PlanTable(props: PlanTableProps) {
  const { words, language } = useWords();
  const { rows, level, within, sort, selection } = props;
  const levels = useDistrict()?.levels ?? [];
  const [text, setText] = useState('');
  const [activeId, setActiveId] = useState<number | null>(null);
  const anchor = useRef<number | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const found = useMemo(
    () => planRows(rows, { level, within, text, sort }, language),
    [rows, level, within, text, sort, language],
  );
  const order = useMemo(() => found.map((row) => row.area.id), [found]);
  const chosen = useMemo(() => new Set(selection), [selection]);
  const active = activeId === null ? -1 : order.indexOf(activeId);
  const list = useVirtualizer({
    count: found.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    getItemKey: (i) => order[i]!,
    paddingStart: ROW_PX,
    scrollPaddingStart: ROW_PX,
    overscan: 8,
  });
  const newest = selection.at(-1);
  // What is chosen on the map is brought into sight.
  useEffect(() => {
    const at = newest === undefined ? -1 : order.indexOf(newest);
    if (at >= 0) list.scrollToIndex(at, { align: 'auto' });
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [newest]);

  const choose = (to: number, how: Choosing): void => {
    const after = chooseRow({ ids: selection, anchor: anchor.current }, order, to, how);
    anchor.current = after.anchor;
    setActiveId(to);
    props.onSelect(after.ids);
  };
  const go = (to: number): void => {
    const at = Math.min(found.length - 1, Math.max(0, to));
    if (at < 0) return;
    setActiveId(order[at]!);
    list.scrollToIndex(at);
  };
  const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 300) / ROW_PX) - 2);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey || event.metaKey) return; // prettier-ignore
    const on = active < 0 ? null : found[active]!;
    const acts: Record<string, () => void> = {
      ...listMoves(go, { active, page, count: found.length }),
      ...(on && {
        Enter: () => {
          choose(on.area.id, event.shiftKey ? 'range' : 'alone');
          props.onShow(on);
        },
        ' ': () => choose(on.area.id, event.shiftKey ? 'range' : 'toggle'),
      }),
      ...(selection.length > 0 && { Escape: () => props.onSelect([]) }),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  const { table } = words.plan;
  const isCounted = props.ground === 'ready';
  const columns = isCounted ? PLAN_COLUMNS : (['name'] as const);
  return (
    <section className="plan-table" aria-label={table.title}>
      <TableHead {...props} found={found} text={text} onText={setText} />
      <div
        ref={box}
        className={isCounted ? 'grid' : 'grid bare'}
        role="grid"
        tabIndex={0}
        aria-label={table.title}
        aria-multiselectable
        aria-rowcount={found.length + 1}
        aria-colcount={isCounted ? columns.length : 2}
        aria-activedescendant={active >= 0 ? `${id}-${activeId}` : undefined}
        onKeyDown={onKeyDown}
      >
        <div role="row" className="columns" aria-rowindex={1} style={{ height: ROW_PX }}>
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
                  title={table.columnTitles[column]}
                  onClick={() => props.onSort(pressPlanColumn(sort, column))}
                >
                  {table.columns[column]}
                  {sorted && <span aria-hidden="true">{sort.descending ? ' ↓' : ' ↑'}</span>}
                </button>
              </div>
            );
          })}
          {!isCounted && <div role="columnheader">{table.code}</div>}
        </div>
        <div role="rowgroup" style={{ height: list.getTotalSize() - ROW_PX }}>
          {list.getVirtualItems().map(({ index, start, key }) => {
            const row = found[index]!;
            const mine = row.area.id;
            return (
              <div
                key={key}
                id={`${id}-${mine}`}
                role="row"
                className={mine === activeId ? 'row active' : 'row'}
                aria-rowindex={index + 2}
                aria-selected={chosen.has(mine)}
                data-area={mine}
                style={{ height: ROW_PX, transform: `translateY(${start - ROW_PX}px)` }}
                onClick={(event) =>
                  choose(
                    mine,
                    event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'alone',
                  )
                }
                onDoubleClick={() => props.onShow(row)}
              >
                <Cells
                  row={row}
                  rows={rows}
                  saysParent={within.length !== 1}
                  isCounted={isCounted}
                />
              </div>
            );
          })}
        </div>
        {found.length === 0 && (
          <p className="note">
            {text.trim() || levels.length === 0 ? table.none : table.noneOfLevel}
          </p>
        )}
      </div>
    </section>
  );
}

function Cells(props: {
  row: PlanRow;
  rows: ReadonlyMap<number, PlanRow>;
  saysParent: boolean;
  isCounted: boolean;
}) {
  const { row, rows } = props;
  const { words, language } = useWords();
  const name = nameBelow(row, rows, language);
  const parent = row.area.parentId === null ? undefined : rows.get(row.area.parentId)?.area;
  const isShort = name !== nameIn(language, row.area);
  const { table } = words.plan;
  return (
    <>
      <div role="rowheader" title={`${nameIn(language, row.area)} ${row.area.code}`}>
        <span className="name">
          {name || table.unnamed}
          {props.saysParent && isShort && parent && (
            <small>
              {language === 'en' ? shortCommunity(nameIn(language, parent)) : parent.name}
            </small>
          )}
        </span>
        {row.area.locked && <i className="changed">{table.locked}</i>}
        {row.change !== 'same' && <i className="changed">{table.changed[row.change]}</i>}
      </div>
      {!props.isCounted && (
        <div role="gridcell" className="code">
          {row.area.code || '—'}
        </div>
      )}
      {props.isCounted && <Figures row={row} />}
    </>
  );
}

function Figures({ row }: { row: PlanRow }) {
  const { words } = useWords();
  const { table } = words.plan;
  const count = (column: 'households' | 'residents'): string => {
    const n = figureOf(row, column);
    return n === null ? '—' : formatCount(n);
  };
  const compactness = figureOf(row, 'compactness');
  const out = figureOf(row, 'band');
  return (
    <>
      <div role="gridcell">{count('households')}</div>
      <div role="gridcell">{count('residents')}</div>
      <div role="gridcell">{compactness === null ? '—' : compactness.toFixed(2)}</div>
      <div role="gridcell">
        {row.area.kind === 'dedicated' ? table.exempt : <BandText deviation={out} />}
      </div>
    </>
  );
}
