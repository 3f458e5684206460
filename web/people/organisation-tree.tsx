import { useMemo, useState } from 'react';

import { VirtualList } from '../ui/virtual-list.tsx';
import { formatCount } from '../words/format.ts';
import { langOf, nameIn, useWords } from '../words/words.ts';

import { treeRows, type Forest } from './tree-rows.ts';

const ROW_PX = 36;
const STEP_PX = 20;
/** So few are shown whole at first. */
const OPEN_MAX = 40;

/** The tree of organisations: arrows go and fold, Enter or a press chooses. */
export function OrganisationTree(props: {
  forest: Forest;
  sought: string;
  chosen: number | null;
  onChoose: (id: number) => void;
}) {
  const { words, language } = useWords();
  const { forest, sought, chosen } = props;
  const says = words.organisations;
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const [active, setActive] = useState<string | null>(null);
  const rows = useMemo(() => {
    const isSmall = forest.byId.size <= OPEN_MAX;
    const open = new Set(isSmall ? forest.byId.keys() : forest.tops.map(({ id }) => id));
    for (const id of folded) open.delete(id);
    for (const id of opened) open.add(id);
    return treeRows(forest, open, sought);
  }, [forest, folded, opened, sought]);
  const fold = (id: number, isOpen: boolean): void => {
    const [to, from] = isOpen ? [setOpened, setFolded] : [setFolded, setOpened];
    to((was) => new Set(was).add(id));
    from((was) => new Set([...was].filter((one) => one !== id)));
  };
  // What was chosen elsewhere stands in the tree, too.
  const [shown, setShown] = useState<number | null>(null);
  if (chosen !== shown) {
    setShown(chosen);
    if (chosen !== null) {
      const above = forest.chainOf(chosen).map(({ id }) => id);
      setOpened((was) => new Set([...was, ...above]));
      setFolded((was) => new Set([...was].filter((one) => !above.includes(one))));
      setActive(String(chosen));
    }
  }
  if (rows.length === 0)
    return <p role="status">{sought.trim() === '' ? says.empty : says.none}</p>;
  return (
    <VirtualList
      rows={rows}
      keyOf={({ entry }) => String(entry.id)}
      rowHeight={ROW_PX}
      activeKey={active}
      selectedKey={chosen === null ? null : String(chosen)}
      label={says.tree}
      onActive={setActive}
      onSelect={({ entry }) => props.onChoose(entry.id)}
      onEscape={() => undefined}
      tree={{
        placeOf: (row) => row,
        onFold: ({ entry }, open) => fold(entry.id, open),
        selects: true,
      }}
      row={({ entry, level, open, posts }) => {
        const name = nameIn(language, entry);
        return (
          <div
            className={entry.closedAt === null ? 'tree-line' : 'tree-line over'}
            style={{ paddingLeft: 8 + STEP_PX * (level - 1) }}
          >
            {open === null ? (
              <span className="twist" />
            ) : (
              // The keys fold by arrows: to a pointer alone it is a thing of its own.
              <span
                className="twist"
                aria-hidden="true"
                onClick={(event) => {
                  event.stopPropagation();
                  setActive(String(entry.id));
                  fold(entry.id, !open);
                }}
              >
                <svg width="10" height="10" viewBox="0 0 10 10">
                  <path d={open ? 'M1 3l4 4 4-4' : 'M3 1l4 4-4 4'} />
                </svg>
              </span>
            )}
            <span className="name" lang={langOf(name)} title={name}>
              {name}
            </span>
            <small>{entry.closedAt === null ? says.kinds[entry.kind] : says.isClosed}</small>
            <span className="count" title={says.postsBelow(formatCount(posts))}>
              <span className="unseen">{says.postsBelow(formatCount(posts))}</span>
              <span aria-hidden="true">{posts === 0 ? '–' : formatCount(posts)}</span>
            </span>
          </div>
        );
      }}
    />
  );
}
