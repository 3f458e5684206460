import { useState } from 'react';

import type { Problem } from '#data/plans/problems/problem.ts';

import { VirtualList } from '../../ui/virtual-list.tsx';
import { useStore } from '../../ui/use-live.ts';
import { refusalSentence, useWords } from '../../words/words.ts';
import { desk } from '../desk/desk-link.ts';
import { deskStore } from '../desk/desk.ts';
import { selectAreas } from '../tools/tool-store.ts';

import { adviceOf, MENDED, problemAbout, problemKey, problemSize } from './problem-text.ts';

const SIGNS: Partial<Record<Problem['kind'], string>> = { 'compound-cut': '◇', 'building-in-two-cells': '◇', 'no-owner': '○', empty: '○' }; // prettier-ignore

/** Height of a row, and of one that has advice below. */
const [ROW_PX, ADVISED_PX] = [44, 62];

function signOf({ kind, size }: Problem): string {
  if (kind === 'out-of-band' || kind === 'management-points') return size < 0 ? '▼' : '▲';
  return SIGNS[kind] ?? '■';
}

/** What is wrong with the division, worst first: Enter flies there, Shift-Enter mends what can be mended. */
export function ProblemList(props: { onShow: (at: [number, number]) => void; mayEdit: boolean }) {
  const told = useWords();
  const { words } = told;
  const problems = useStore(deskStore, (s) => s.problems);
  const rows = useStore(deskStore, (s) => s.rows);
  const ground = useStore(deskStore, (s) => s.ground);
  const [active, setActive] = useState<string | null>(null);
  const [sentence, setSentence] = useState<string | null>(null);
  const says = words.panels.problems;
  const show = (problem: Problem): void => {
    selectAreas(problem.areas.filter((id) => rows.has(id)));
    props.onShow(problem.at);
  };
  const mend = async (problem: Problem): Promise<void> => {
    setSentence(null);
    const act = await desk.fixOf(problem);
    if (!act) return setSentence(says.noFix);
    const no = await desk.make(act);
    setSentence(no && refusalSentence(words, no.refused));
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
      {sentence !== null && (
        <p className="refused" role="alert">
          {sentence}
        </p>
      )}
      <VirtualList
        rows={problems}
        keyOf={problemKey}
        rowHeight={(problem) => (adviceOf(problem, words) === '' ? ROW_PX : ADVISED_PX)}
        activeKey={active}
        selectedKey={null}
        label={says.title}
        onActive={setActive}
        onSelect={show}
        onEscape={() => setActive(null)}
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
              <button
                type="button"
                className="link"
                tabIndex={-1}
                title={says.fixHint}
                onClick={(event) => {
                  event.stopPropagation();
                  void mend(problem);
                }}
              >
                {says.fix}
              </button>
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
