import './fields.css';
import './plan-panels.css';

import { useMemo, useState, type ReactNode } from 'react';

import { useStore } from '../../ui/use-live.ts';
import { useMayAll } from '../../ui/use-may.ts';
import { formatCount } from '../../words/format.ts';
import { refusalSentence, useWords } from '../../words/words.ts';
import { desk } from '../desk/desk-link.ts';
import { ComparePanel } from '../compare/compare-panel.tsx';
import { deskStore, type PlanRow } from '../desk/desk.ts';
import { BringOver } from '../rebase/bring-over.tsx';
import { selectAreas, toolStore } from '../tools/tool-store.ts';

import { AreaFigures } from './area-figures.tsx';
import { AreaWordsForm } from './area-words.tsx';
import { BeginPlan } from './begin-plan.tsx';
import { EditionList } from './edition-list.tsx';
import { FileLinks } from './file-links.tsx';
import { ImportFile } from './import-file.tsx';
import { PlanList } from './plan-list.tsx';
import type { PlanSort } from './plan-rows.ts';
import { PlanTable } from './plan-table.tsx';
import { PreviewCard } from './preview-card.tsx';
import { ProblemList } from './problem-list.tsx';
import { ReadOnlyNote } from './read-only-note.tsx';
import { SideTabs, type SideTab } from './side-tabs.tsx';
import { StepList } from './step-list.tsx';

type TabKey = 'steps' | 'compare' | 'problems' | 'area' | 'plans' | 'editions';

export interface PlanSideProps {
  level: number;
  within: readonly number[];
  /** Above the table. */
  note: ReactNode;
  sort: PlanSort;
  /** The plan or the edition that is asked for: it is tried again where it could not be opened. */
  asked: string | number | null;
  mayEdit: boolean;
  onLevel: (level: number) => void;
  onWithin: (area: number | null) => void;
  onSort: (sort: PlanSort) => void;
  onShow: (at: [number, number]) => void;
  onSeek: (position: number) => void;
  onLeave: () => void;
  onOpen: (planId: string) => void;
  onLook: (editionId: number) => void;
  /** null: it is being prepared. */
  onPrint: (() => void) | null;
}

/** Beside the map: the table of areas, what the act in hand would come to, and what else there is to be looked at. */
export function PlanSide(props: PlanSideProps) {
  const { words } = useWords();
  const state = useStore(deskStore);
  const selection = useStore(toolStore, (s) => s.selection);
  const { phase, plan, rows } = state;
  const says = words.plan;
  const show = (row: PlanRow): void => props.onShow(row.labelAt);
  return (
    <aside className="plan-side" aria-label={says.title} data-keeps-focus>
      {phase === 'ready' && plan && <BringOver plan={plan} rows={rows} onShow={props.onShow} />}
      <p className="small-screen">{says.states.small}</p>
      {phase === 'failed' ? (
        <div className="note" role="alert">
          <p>
            {says.states.failed}
            {words.panels.colon}
            {refusalSentence(words, state.reason ?? 'unknown')}
          </p>
          <button
            type="button"
            className="button small"
            onClick={() => void desk.open(props.asked)}
          >
            {says.states.again}
          </button>{' '}
          {props.asked !== null && (
            <button type="button" className="button small" onClick={props.onLeave}>
              {says.bar.leave}
            </button>
          )}
        </div>
      ) : phase !== 'ready' ? (
        <p className="note">{says.states.opening}</p>
      ) : (
        <>
          {props.note}
          <PlanTable
            rows={rows}
            level={props.level}
            within={props.within}
            sort={props.sort}
            ground={state.ground}
            selection={selection}
            onLevel={props.onLevel}
            onWithin={props.onWithin}
            onSort={props.onSort}
            onSelect={selectAreas}
            onShow={show}
          />
        </>
      )}
      <PreviewCard />
      {state.edition !== null && <p className="note">{words.panels.editions.looking.note}</p>}
      {plan && plan.status !== 'draft' && <ReadOnlyNote plan={plan} onOpen={props.onOpen} />}
      <Tabs {...props} />
    </aside>
  );
}

function Tabs(props: PlanSideProps) {
  const { words } = useWords();
  const { plan, rows, steps, position, problems } = useStore(deskStore);
  const selection = useStore(toolStore, (s) => s.selection);
  const chosen = useMemo(() => selection.flatMap((id) => rows.get(id) ?? []), [selection, rows]);
  const [taken, setTaken] = useState<TabKey | null>(null);
  const [seen, setSeen] = useState(0);
  // What is selected is looked at; when nothing is any more, what was looked at before.
  if (seen !== chosen.length) {
    setSeen(chosen.length);
    if (seen === 0 && taken !== 'problems' && taken !== 'compare') setTaken('area');
    else if (chosen.length === 0 && taken === 'area') setTaken(null);
  }
  const { tabs } = words.panels;
  const { mayEdit } = props;
  const [mayDraw, maySee, mayHandOut] = [
    useMayAll('draw-plan'),
    useMayAll('see-plans'),
    useMayAll('hand-out'),
  ];
  const all: SideTab<TabKey>[] = [
    plan
      ? {
          key: 'steps',
          name: tabs.steps,
          count: position > 0 ? formatCount(position) : '',
          panel: (
            <div className="steps-panel">
              {mayHandOut && (
                <p className="files">
                  {words.panels.importing.files}
                  <FileLinks of={`/api/plans/${plan.id}/areas`} />
                </p>
              )}
              {mayEdit && <ImportFile onShow={props.onShow} />}
              <StepList steps={steps} position={position} onSeek={mayEdit ? props.onSeek : null} />
            </div>
          ),
        }
      : {
          key: 'plans',
          name: tabs.plans,
          panel: (
            <div className="plan-list">
              {mayDraw && <BeginPlan />}
              {maySee ? (
                <PlanList onOpen={props.onOpen} />
              ) : (
                <p className="note">{words.plan.list.notYours}</p>
              )}
            </div>
          ),
        },
  ];
  // What is wrong is counted of the whole district.
  if (maySee)
    all.push({
      key: 'problems',
      name: tabs.problems,
      count: problems && problems.length > 0 ? formatCount(problems.length) : '',
      panel: <ProblemList onShow={props.onShow} mayEdit={mayEdit} />,
    });
  if (plan)
    all.push({
      key: 'compare',
      name: tabs.compare,
      panel: <ComparePanel level={props.level} onShow={props.onShow} onPrint={props.onPrint} />,
    });
  else
    all.push({
      key: 'editions',
      name: tabs.editions,
      panel: (
        <div className="plan-list">
          <EditionList onLook={props.onLook} />
        </div>
      ),
    });
  if (chosen.length > 0)
    all.push({
      key: 'area',
      name: tabs.area,
      count: chosen.length > 1 ? formatCount(chosen.length) : '',
      panel: (
        <div className="area-panel">
          <AreaFigures chosen={chosen} />
          <AreaWordsForm
            // What was refused of others is not said of these.
            key={chosen.map(({ area }) => area.id).join()}
            chosen={chosen}
            rows={rows}
            isReadOnly={!mayEdit}
          />
        </div>
      ),
    });
  return (
    <SideTabs label={tabs.label} tabs={all} chosen={taken ?? all[0]!.key} onChoose={setTaken} />
  );
}
