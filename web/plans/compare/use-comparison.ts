import { useEffect, useMemo, useState } from 'react';

import { useStore } from '../../ui/use-live.ts';
import { useWords } from '../../words/words.ts';
import { desk } from '../desk/desk-link.ts';
import { deskStore, type MovedGround, type PlanRow } from '../desk/desk.ts';
import { nameBelow, nameWithin } from '../panels/plan-rows.ts';
import { numberNames } from '../tools/part-names.ts';

import { compareRows, movedSum, type CompareRow } from './compare-rows.ts';

/** What of a plan is other than in its edition. */
export interface Comparison {
  /** Areas that are other. */
  rows: readonly CompareRow[];
  /** Who goes where. */
  moved: readonly MovedGround[];
  sum: ReturnType<typeof movedSum>;
  /** What an area before or after is called; null where there is none. */
  nameOf: (id: number) => ComparedName | null;
}

/** An area's name, and of what it is a part. */
export interface ComparedName {
  /** Parts of one name are numbered. */
  name: string;
  /** '' where the name says it. */
  within: string;
}

/** A plan against its edition at a level, looked at anew after each edit; null while it is worked out. */
export function useComparison(level: number): Comparison | null {
  const { words, language } = useWords();
  const packed = useStore(deskStore, (s) => s.packed);
  const ground = useStore(deskStore, (s) => s.ground);
  const rows = useStore(deskStore, (s) => s.rows);
  const [held, setHeld] = useState<{
    before: ReadonlyMap<number, PlanRow>;
    moved: readonly MovedGround[];
  } | null>(null);
  useEffect(() => {
    let isOver = false;
    void Promise.all([desk.before(), desk.moved(level)]).then(
      ([before, moved]) => !isOver && setHeld({ before, moved: moved ?? [] }),
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [packed, ground, level]);
  return useMemo(() => {
    if (!held) return null;
    const { before, moved } = held;
    const { unnamed } = words.plan.table;
    const compared = compareRows(before, rows, level, moved);
    const there = compared.flatMap(({ id, is }) => (is ? [[id, nameWithin(is, rows, language)] as const] : [])); // prettier-ignore
    const numbered = numberNames(there);
    const nameOf = (id: number): ComparedName | null => {
      const all = rows.has(id) ? rows : before;
      const row = all.get(id);
      if (!row) return null;
      const [short, whole] = [nameBelow(row, all, language), nameWithin(row, all, language)];
      const within = whole.slice(0, whole.length - short.length).trim();
      // What was added to tell it from others.
      const mark = (numbered.get(id) ?? whole).slice(whole.length);
      return { name: short + mark || unnamed, within };
    };
    return { rows: compared, moved, sum: movedSum(moved), nameOf };
  }, [held, rows, level, language, words]);
}
