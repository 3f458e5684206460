import { useEffect, useState } from 'react';

import type { Problem } from '#data/plans/problems/problem.ts';

import { VirtualList } from '../../ui/virtual-list.tsx';
import { useStore } from '../../ui/use-live.ts';
import { refusalSentence, useWords } from '../../words/words.ts';
import { desk } from '../desk/desk-link.ts';
import { deskStore } from '../desk/desk.ts';
import { selectAreas, toolStore, type ToolStore } from '../tools/tool-store.ts';

import { adviceOf, MENDED, problemAbout, problemKey, problemSize } from './problem-text.ts';
import { SeenFixes } from './seen-fixes.ts';

const SIGNS: Partial<Record<Problem['kind'], string>> = { 'compound-cut': '◇', 'building-in-two-cells': '◇', 'no-owner': '○', empty: '○' }; // prettier-ignore

/** Height of a row, and of one that has advice below. */
const [ROW_PX, ADVISED_PX] = [44, 62];

function signOf({ kind, size }: Problem): string {
  if (kind === 'out-of-band' || kind === 'management-points') return size < 0 ? '▼' : '▲';
  return SIGNS[kind] ?? '■';
}

const isDrawing = ({ state, isMaking }: ToolStore): boolean =>
  isMaking || ('legs' in state && state.legs.length > 0);

/** Resolves with the next frame in which nobody draws. */
const rest = (): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => void requestAnimationFrame(() => resolve());
    if (!isDrawing(toolStore.getState())) return go();
    const stop = toolStore.subscribe((now) => {
      if (isDrawing(now)) return;
      stop();
      go();
    });
  });

/** What is wrong with the division, worst first: Enter flies there, Shift-Enter mends what can be mended. */
export function ProblemList(props: { onShow: (at: [number, number]) => void; mayEdit: boolean }) {
  const told = useWords();
  const { words } = told;
  const problems = useStore(deskStore, (s) => s.problems);
  const rows = useStore(deskStore, (s) => s.rows);
  const ground = useStore(deskStore, (s) => s.ground);
  const [active, setActive] = useState<string | null>(null);
  const [refused, setRefused] = useState<{ key: string; why: string } | null>(null);
  const [fixes] = useState(() => new SeenFixes({ fixOf: desk.fixOf, rest }));
  const says = words.panels.problems;
  const touch = (key: string | null): void => {
    setActive(key);
    if (refused?.key !== key) setRefused(null);
  };
  const show = (problem: Problem): void => {
    selectAreas(problem.areas.filter((id) => rows.has(id)));
    props.onShow(problem.at);
  };
  const mend = async (problem: Problem): Promise<void> => {
    const key = problemKey(problem);
    setActive(key);
    setRefused(null);
    const about = problemAbout(problem, rows, told);
    const act = MENDED.has(problem.kind) ? await desk.fixOf(problem) : null;
    if (!act) return setRefused({ key, why: says.noFix(about) });
    const no = await desk.make(act);
    if (no) setRefused({ key, why: says.notFixed(about, refusalSentence(words, no.refused)) });
  };
  if (ground === 'failed')
    return (
      <p className="note" role="alert">
        {says.failed}{' '}
        <button type="button" className="button small" onClick={() => void desk.count()}>
          {says.again}
        </button>
      </p>
    );
  if (!problems) return <p className="note">{says.counting}</p>;
  if (problems.length === 0) return <p className="note">{says.none}</p>;
  return (
    <div
      className="problem-list"
      onKeyDownCapture={(event) => {
        if (event.key !== 'Enter' || !event.shiftKey || !props.mayEdit) return;
        const problem = problems.find((one) => problemKey(one) === active);
        if (!problem) return;
        event.preventDefault();
        event.stopPropagation();
        void mend(problem);
      }}
    >
      {refused && problems.some((problem) => problemKey(problem) === refused.key) && (
        <p className="refused" role="alert">
          {refused.why}
        </p>
      )}
      <VirtualList
        rows={problems}
        keyOf={problemKey}
        rowHeight={(problem) => (adviceOf(problem, words) === '' ? ROW_PX : ADVISED_PX)}
        activeKey={active}
        selectedKey={null}
        label={says.title}
        onActive={touch}
        onSelect={show}
        onEscape={() => touch(null)}
        row={(problem) => (
          <div className="problem" data-kind={problem.kind}>
            <i aria-hidden="true">{signOf(problem)}</i>
            <span className="what">
              {problemAbout(problem, rows, told)}
              <small>
                {says.kinds[problem.kind]}
                {problemSize(problem, words) && ` · ${problemSize(problem, words)}`}
              </small>
              {adviceOf(problem, words) && (
                <small className="advice" title={adviceOf(problem, words)}>
                  {adviceOf(problem, words)}
                </small>
              )}
            </span>
            {props.mayEdit && MENDED.has(problem.kind) && (
              <FixButton problem={problem} fixes={fixes} onFix={() => void mend(problem)} />
            )}
            <button type="button" className="link" tabIndex={-1} title="Enter">
              {says.fly}
            </button>
          </div>
        )}
      />
    </div>
  );
}

/** Stands where a problem has a fix, as soon as that is known. */
function FixButton(props: { problem: Problem; fixes: SeenFixes; onFix: () => void }) {
  const { problem, fixes } = props;
  const { words } = useWords();
  const says = words.panels.problems;
  const isKnown = useStore(fixes.store, (known) => known.get(problemKey(problem)) ?? false);
  useEffect(() => fixes.see(problem), [fixes, problem]);
  if (!isKnown) return null;
  return (
    <button
      type="button"
      className="link"
      tabIndex={-1}
      title={says.fixHint}
      onClick={(event) => {
        event.stopPropagation();
        props.onFix();
      }}
    >
      {says.fix}
    </button>
  );
}
