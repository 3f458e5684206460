import './virtual-list.css';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode, type Ref } from 'react';

import { listMoves } from './list-moves.ts';

/** Where a row stands in a tree. */
export interface TreePlace {
  /** From 1, on top. */
  level: number;
  /** Whether what is below it is shown; null: nothing is. */
  open: boolean | null;
  /** Which of how many of its level, under the same row: from 1. */
  at: number;
  of: number;
}

export interface VirtualListProps<T> {
  rows: readonly T[];
  keyOf: (row: T) => string;
  rowHeight: number | ((row: T) => number);
  /** Key of the row that the arrows are at; null = none yet. */
  activeKey: string | null;
  selectedKey: string | null;
  label: string;
  onActive: (key: string) => void;
  /** Enter or a click. */
  onSelect: (row: T) => void;
  onEscape: () => void;
  row: (row: T) => ReactNode;
  /** The element that takes the keys: for a shortcut that goes to the list. */
  listRef?: Ref<HTMLDivElement>;
  /**
   * Rows that have others below them: a tree, in which → opens and ← shuts or goes up. A press shows and hides what is
   * below a row, unless it `selects` the row.
   */
  tree?:
    | {
        placeOf: (row: T) => TreePlace;
        onFold: (row: T, open: boolean) => void;
        selects?: boolean;
      }
    | undefined;
}

/**
 * A list of any length of which only what is seen is in the page: a listbox whose option is moved to
 * by arrows, Page, Home and End and taken by Enter. The active row is held by its key, so it stays
 * where it is in the list when others come and go.
 */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { rows, keyOf, rowHeight, activeKey, selectedKey, tree } = props;
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const heightOf = (row: T): number => (typeof rowHeight === 'number' ? rowHeight : rowHeight(row));
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: (i) => heightOf(rows[i]!),
    getItemKey: (i) => keyOf(rows[i]!),
    overscan: 6,
  });
  const active = activeKey === null ? -1 : rows.findIndex((r) => keyOf(r) === activeKey);

  // Only a move of one's own scrolls: what arrives must not pull the list away under the reader.
  const moved = useRef<string | null>(null);
  useEffect(() => {
    if (moved.current !== activeKey || active < 0) return;
    moved.current = null;
    list.scrollToIndex(active);
  });
  useEffect(() => {
    const at = selectedKey === null ? -1 : rows.findIndex((r) => keyOf(r) === selectedKey);
    if (at >= 0) list.scrollToIndex(at, { align: 'auto' });
    // When another is selected (on the map, say), not when the rows change.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selectedKey]);

  const go = (to: number): void => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, to))];
    if (!row) return;
    moved.current = keyOf(row);
    props.onActive(keyOf(row));
  };
  const take = (row: T): void => {
    const open = tree?.placeOf(row).open ?? null;
    if (open === null || tree?.selects) props.onSelect(row);
    else tree?.onFold(row, !open);
  };
  const highest = rows.reduce((height, row) => Math.max(height, heightOf(row)), 1);
  const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 400) / highest) - 1);
  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: Record<string, () => void> = {
      ...listMoves(go, { active, page, count: rows.length }),
      ...(tree && active >= 0 && treeMoves(rows, active, tree, go)),
      Enter: () => active >= 0 && take(rows[active]!),
      ' ': () => active >= 0 && take(rows[active]!),
      Escape: props.onEscape,
    };
    const act = moves[event.key];
    if (!act || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    act();
  };

  return (
    <div
      ref={(element) => {
        box.current = element;
        if (typeof props.listRef === 'function') props.listRef(element);
        else if (props.listRef) props.listRef.current = element;
      }}
      className="virtual-list"
      role={tree ? 'tree' : 'listbox'}
      tabIndex={0}
      aria-label={props.label}
      aria-activedescendant={active >= 0 ? `${id}-${activeKey}` : undefined}
      onKeyDown={onKeyDown}
      onFocus={() => {
        if (active < 0 && selectedKey !== null) props.onActive(selectedKey);
      }}
    >
      <div role="presentation" style={{ height: list.getTotalSize(), position: 'relative' }}>
        {list.getVirtualItems().map(({ index, start, size, key }) => {
          const row = rows[index]!;
          const mine = keyOf(row);
          const place = tree?.placeOf(row);
          return (
            <div
              key={key}
              id={`${id}-${mine}`}
              className={`virtual-row${mine === activeKey ? ' active' : ''}`}
              role={tree ? 'treeitem' : 'option'}
              aria-selected={mine === selectedKey}
              aria-level={place?.level}
              aria-expanded={place?.open ?? undefined}
              aria-posinset={place?.at ?? index + 1}
              aria-setsize={place?.of ?? rows.length}
              data-key={mine}
              style={{ height: size, transform: `translateY(${start}px)` }}
              onClick={() => {
                props.onActive(mine);
                take(row);
              }}
            >
              {props.row(row)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** What ← and → do in a tree: → opens a row or goes on into it, ← shuts it or goes up to the one that it is below. */
function treeMoves<T>(
  rows: readonly T[],
  active: number,
  { placeOf, onFold }: NonNullable<VirtualListProps<T>['tree']>,
  go: (to: number) => void,
): Record<string, () => void> {
  const row = rows[active]!;
  const { open, level } = placeOf(row);
  return {
    ArrowRight: () => (open === false ? onFold(row, true) : open && go(active + 1)),
    ArrowLeft: () => {
      if (open) onFold(row, false);
      else if (level > 1) go(rows.findLastIndex((above, i) => i < active && placeOf(above).level < level)); // prettier-ignore
    },
  };
}
