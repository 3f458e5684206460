import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';

import type { AreaOnWire } from '#data/wire/packed.ts';

import { useHomeKind } from '../areas/use-home-bounds.ts';
import { areaStore, unitStore } from '../live/stores.ts';
import { useStore } from '../ui/use-live.ts';
import { countByArea } from '../units/team.ts';
import { chainWords } from '../units/unit-words.ts';
import { formatCount, formatList } from '../words/format.ts';
import { nameIn, useWords } from '../words/words.ts';

/** Below the grid an area is offered only where units belong to it. */
const GRID_LEVEL = 4;
const FOUND_MAX = 60;

interface Line {
  area: AreaOnWire | null;
  depth: number;
  /** null: nothing below it. */
  open: boolean | null;
}

/** Whose team, of one area or several: a tree of areas with how many are on duty, and a field that finds one by name or code. */
export function PatrolAreaChooser({
  within,
  onChoose,
}: {
  within: readonly number[];
  onChoose: (areaId: number | null) => void;
}) {
  const { words, language } = useWords();
  const [shown, setShown] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const areas = useStore(areaStore);
  const homeKind = useHomeKind();
  const [areaId = null] = within;
  const chain = areaId === null ? [] : areas.chainOf(areaId);
  const several = within.flatMap((id) => areas.byId.get(id) ?? []).map((area) => nameIn(language, area)); // prettier-ignore

  useEffect(() => {
    if (!shown) return;
    const away = (event: PointerEvent): void => {
      if (!box.current?.contains(event.target as Node)) setShown(false);
    };
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [shown]);
  const shut = (): void => {
    setShown(false);
    box.current?.querySelector('button')?.focus();
  };

  return (
    <div className="area-chooser" ref={box}>
      <button
        type="button"
        className="chosen"
        aria-haspopup="tree"
        aria-expanded={shown}
        onClick={() => setShown(!shown)}
      >
        <span className="unseen">{words.patrol.chooseArea}: </span>
        <span className="chain">
          {several.length > 1
            ? formatList(several, language)
            : chain.length > 0
              ? chainWords(chain, language)
              : words.map.frames[homeKind]}
        </span>
        <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
          <path d="M1 3l4 4 4-4" />
        </svg>
      </button>
      {shown && (
        <AreaTree
          within={within}
          onChoose={(id) => {
            onChoose(id);
            shut();
          }}
          onShut={shut}
        />
      )}
    </div>
  );
}

function AreaTree({
  within,
  onChoose,
  onShut,
}: {
  within: readonly number[];
  onChoose: (areaId: number | null) => void;
  onShut: () => void;
}) {
  const { words, language } = useWords();
  const areas = useStore(areaStore);
  const homeKind = useHomeKind();
  const units = useStore(unitStore, (s) => s.byId);
  const prefix = useId();
  const list = useRef<HTMLDivElement>(null);
  const [sought, setSought] = useState('');
  const [opened, setOpened] = useState<ReadonlySet<number>>(
    () => new Set(within.flatMap((one) => areas.chainOf(one).map((a) => a.id))),
  );
  const [active, setActive] = useState<number | null>(within[0] ?? null);

  const counts = useMemo(() => countByArea(units.values(), areas), [units, areas]);
  const everybody = useMemo(() => {
    let onDuty = 0;
    for (const unit of units.values()) if (unit.onDuty) onDuty++;
    return { all: units.size, onDuty };
  }, [units]);

  const lines = useMemo(() => {
    const offered = (area: AreaOnWire): boolean =>
      area.level <= GRID_LEVEL || (counts.get(area.id)?.all ?? 0) > 0;
    const text = sought.trim().toLowerCase();
    if (text !== '') {
      const found: Line[] = [];
      for (const area of areas.byId.values()) {
        if (found.length === FOUND_MAX) break;
        const says = `${area.name} ${area.nameEn ?? ''} ${area.code}`.toLowerCase();
        if (says.includes(text) && offered(area)) found.push({ area, depth: 0, open: null });
      }
      return found;
    }
    const all: Line[] = [{ area: null, depth: 0, open: null }];
    const descend = (parents: readonly AreaOnWire[], depth: number): void => {
      for (const area of parents) {
        if (!offered(area)) continue;
        const below = areas.childrenOf(area.id).some(offered);
        const open = below ? opened.has(area.id) : null;
        all.push({ area, depth, open });
        if (open) descend(areas.childrenOf(area.id), depth + 1);
      }
    };
    // The district itself is the line "all": what is below it begins the tree.
    for (const root of areas.childrenOf(null)) descend(areas.childrenOf(root.id), 0);
    return all;
  }, [areas, counts, opened, sought]);

  const open = (id: number, to: boolean): void => {
    const next = new Set(opened);
    if (to) next.add(id);
    else next.delete(id);
    setOpened(next);
  };
  const idOf = (line: Line): number | null => line.area?.id ?? null;
  const activeAt = lines.findIndex((line) => idOf(line) === active);

  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const line = lines[activeAt];
    const typing = sought !== '';
    switch (event.key) {
      case 'Escape':
        onShut();
        break;
      case 'ArrowDown':
      case 'ArrowUp': {
        const to = lines[activeAt + (event.key === 'ArrowDown' ? 1 : -1)] ?? lines[0];
        if (to) setActive(idOf(to));
        break;
      }
      case 'ArrowRight':
        if (typing || line?.open !== false) return;
        open(line.area!.id, true);
        break;
      case 'ArrowLeft':
        if (typing || !line?.area) return;
        if (line.open) open(line.area.id, false);
        else setActive(lines.some((l) => l.area?.id === line.area!.parentId) ? line.area.parentId : active); // prettier-ignore
        break;
      case 'Enter':
        if (line) onChoose(idOf(line));
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  return (
    <div className="area-tree" onKeyDown={onKeyDown}>
      <input
        type="search"
        autoFocus
        value={sought}
        placeholder={words.patrol.findArea}
        aria-label={words.patrol.findArea}
        aria-controls={`${prefix}-tree`}
        aria-activedescendant={activeAt >= 0 ? `${prefix}-${active ?? 0}` : undefined}
        onChange={(event) => setSought(event.target.value)}
      />
      {lines.length === 0 && <p className="none">{words.patrol.noArea}</p>}
      <div role="tree" id={`${prefix}-tree`} aria-label={words.patrol.chooseArea} ref={list}>
        {lines.map((line) => {
          const id = idOf(line);
          const count = id === null ? everybody : (counts.get(id) ?? { all: 0, onDuty: 0 });
          const above = sought.trim() !== '' && id !== null ? areas.chainOf(id).slice(0, -1) : [];
          return (
            <div
              key={id ?? 0}
              id={`${prefix}-${id ?? 0}`}
              role="treeitem"
              aria-level={line.depth + 1}
              aria-expanded={line.open ?? undefined}
              aria-selected={id === null ? within.length === 0 : within.includes(id)}
              className={count.all === 0 ? 'line bare' : 'line'}
              data-active={id === active || undefined}
              data-area={id ?? 0}
              style={{ paddingLeft: 8 + 18 * line.depth }}
              onClick={() => onChoose(id)}
            >
              {line.open === null ? (
                <span className="twist" />
              ) : (
                <button
                  type="button"
                  className="twist"
                  tabIndex={-1}
                  aria-label={line.open ? words.patrol.treeShut : words.patrol.treeOpen}
                  onClick={(event) => {
                    event.stopPropagation();
                    setActive(id);
                    open(id!, !line.open);
                  }}
                >
                  <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
                    <path d={line.open ? 'M1 3l4 4 4-4' : 'M3 1l4 4-4 4'} />
                  </svg>
                </button>
              )}
              <span className="name">
                {line.area ? nameIn(language, line.area) : words.map.frames[homeKind]}
                {above.length > 1 && <small>{chainWords(above, language)}</small>}
              </span>
              <span className="count">
                {count.all === 0 ? '–' : `${formatCount(count.onDuty)} / ${formatCount(count.all)}`}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
