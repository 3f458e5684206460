import './virtual-list.css';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode, type Ref } from 'react';

import { listMoves } from './list-moves.ts';

export interface VirtualListProps<T> {
  rows: readonly T[];
  keyOf: (row: T) => string;
  rowHeight: number;
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
}

/**
 * A list of any length of which only what is seen is in the page: a listbox whose option is moved to
 * by arrows, Page, Home and End and taken by Enter. The active row is held by its key, so it stays
 * where it is in the list when others come and go.
 */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { rows, keyOf, rowHeight, activeKey, selectedKey } = props;
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
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
  const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 400) / rowHeight) - 1);
  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: Record<string, () => void> = {
      ...listMoves(go, { active, page, count: rows.length }),
      Enter: () => active >= 0 && props.onSelect(rows[active]!),
      ' ': () => active >= 0 && props.onSelect(rows[active]!),
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
      role="listbox"
      tabIndex={0}
      aria-label={props.label}
      aria-activedescendant={active >= 0 ? `${id}-${activeKey}` : undefined}
      onKeyDown={onKeyDown}
      onFocus={() => {
        if (active < 0 && selectedKey !== null) props.onActive(selectedKey);
      }}
    >
      <div role="presentation" style={{ height: list.getTotalSize(), position: 'relative' }}>
        {list.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index]!;
          const mine = keyOf(row);
          return (
            <div
              key={key}
              id={`${id}-${mine}`}
              className={`virtual-row${mine === activeKey ? ' active' : ''}`}
              role="option"
              aria-selected={mine === selectedKey}
              aria-posinset={index + 1}
              aria-setsize={rows.length}
              data-key={mine}
              style={{ height: rowHeight, transform: `translateY(${start}px)` }}
              onClick={() => {
                props.onActive(mine);
                props.onSelect(row);
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
