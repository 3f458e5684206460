import './bring-over.css';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

import type { Plan } from '#data/plans/plan.ts';
import type { Conflict } from '#data/plans/rebase/conflict.ts';
import type { DroppedEdit } from '#data/plans/rebase/rebase-plan.ts';

import { askServer } from '../../live/ask-server.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { useDistrict, useStore } from '../../ui/use-live.ts';
import { formatCount } from '../../words/format.ts';
import { nameIn, refusalSentence, useWords } from '../../words/words.ts';
import { desk } from '../desk/desk-link.ts';
import type { PlanRow } from '../desk/desk.ts';

import { ConflictWords } from './conflict-words.tsx';
import { conflictStore } from './conflict-store.ts';

/** It works out the whole plan anew. */
const PATIENCE_MS = 120_000;
/** So long it is stale, before anything is asked. */
const SURE_MS = 1_500;

type Whose = 'mine' | 'theirs';

/**
 * A draft on an edition that is no more in force: brought over by itself where nothing stands in the way; else somebody
 * chooses, area by area.
 */
export function BringOver(props: {
  plan: Plan;
  rows: ReadonlyMap<number, PlanRow>;
  onShow: (at: [number, number]) => void;
}) {
  const { plan } = props;
  const inForce = useDistrict()?.editionId ?? null;
  const isStale = plan.status === 'draft' && inForce !== null && plan.editionId !== inForce;
  const told = useStore(conflictStore, (s) => s.told);
  if (isStale) return <Choosing key={`${plan.id} ${inForce}`} {...props} inForce={inForce} />;
  if (told?.planId !== plan.id) return null;
  return (
    <BroughtOver dropped={told.dropped} close={() => conflictStore.setState({ told: null })} />
  );
}

function Choosing(props: {
  plan: Plan;
  rows: ReadonlyMap<number, PlanRow>;
  inForce: number;
  onShow: (at: [number, number]) => void;
}) {
  const { words, language } = useWords();
  const { plan, rows, inForce, onShow } = props;
  const says = words.panels.rebase;
  // A plan that has just been published is a draft here for a moment still, when its edition is in force already.
  const [isSure, setSure] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSure(true), SURE_MS);
    return () => clearTimeout(timer);
  }, []);
  const path = isSure ? `/api/plans/${plan.id}/conflicts` : null;
  const asked = useAnswer<{ conflicts: Conflict[]; more: number }>(path, `${plan.revision} ${inForce}`); // prettier-ignore
  const [chosen, setChosen] = useState<ReadonlyMap<number, Whose>>(new Map());
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(() => () => conflictStore.setState({ shown: null }), []);
  // By what is chosen others may come to stand in the way.
  const [more, setMore] = useState<readonly Conflict[]>([]);
  const first = asked.value?.conflicts ?? null;
  const conflicts = useMemo(() => first && [...first, ...more], [first, more]);
  const bring = useCallback(
    async (by: ReadonlyMap<number, Whose>): Promise<void> => {
      const of = (whose: Whose): number[] => [...by].flatMap(([id, one]) => (one === whose ? [id] : [])); // prettier-ignore
      setBusy(true);
      const body = { expects: plan.revision, mine: of('mine'), theirs: of('theirs') };
      const answer = await askServer<{ dropped: DroppedEdit[] }>(`/api/plans/${plan.id}/rebase`, { body, patienceMs: PATIENCE_MS }); // prettier-ignore
      setBusy(false);
      if (!answer.ok && answer.reason === 'plan-conflicts') {
        const query = (['mine', 'theirs'] as const).flatMap((whose) => of(whose).length > 0 ? [`${whose}=${of(whose).join()}`] : []).join('&'); // prettier-ignore
        const others = await askServer<{ conflicts: Conflict[] }>(`/api/plans/${plan.id}/conflicts?${query}`, { patienceMs: PATIENCE_MS }); // prettier-ignore
        if (!others.ok) return setRefused(others.reason);
        return setMore((was) => [
          ...was,
          ...others.value.conflicts.filter(({ id }) => !by.has(id)),
        ]);
      }
      if (!answer.ok) return setRefused(answer.reason);
      conflictStore.setState({ told: { planId: plan.id, dropped: answer.value.dropped } });
      await desk.open(plan.id);
    },
    [plan.id, plan.revision],
  );
  const tried = useRef(false);
  useEffect(() => {
    // Nothing to be chosen: it goes over by itself, once.
    if (conflicts?.length !== 0 || tried.current) return;
    tried.current = true;
    void bring(new Map());
  }, [conflicts, bring]);
  if (refused !== null || asked.reason !== null)
    return (
      <section className="bring-over" role="alert">
        <p>{refusalSentence(words, refused ?? asked.reason ?? 'unknown')}</p>
        <button
          type="button"
          className="button small"
          onClick={() => {
            setRefused(null);
            tried.current = false;
            asked.again();
          }}
        >
          {words.panels.editions.again}
        </button>
      </section>
    );
  if (!conflicts || conflicts.length === 0)
    return (
      <section className="bring-over" role="status">
        <p>{says.working}</p>
      </section>
    );
  const choose = (id: number, whose: Whose): void => setChosen(new Map(chosen).set(id, whose));
  const all = (whose: Whose): void => setChosen(new Map(conflicts.map(({ id }) => [id, whose])));
  return (
    <section className="bring-over" aria-label={says.title}>
      <h2>{says.title}</h2>
      <p>{says.ask(formatCount(conflicts.length))}</p>
      <p className="legend">
        <i className="mine" /> {says.mine} <i className="theirs" /> {says.theirs}{' '}
        <i className="base" /> {says.base}
      </p>
      <ul>
        {conflicts.map((conflict) => (
          <li key={conflict.id}>
            <div>
              <button
                type="button"
                className="link"
                onClick={() => {
                  conflictStore.setState({ shown: conflict });
                  onShow(conflict.at);
                }}
              >
                {nameIn(language, conflict)}
              </button>
              <span role="radiogroup" aria-label={nameIn(language, conflict)}>
                {(['mine', 'theirs'] as const).map((whose) => (
                  <label key={whose}>
                    <input
                      type="radio"
                      name={`conflict-${conflict.id}`}
                      checked={chosen.get(conflict.id) === whose}
                      onFocus={() => conflictStore.setState({ shown: conflict })}
                      onChange={() => choose(conflict.id, whose)}
                    />
                    {says[whose]}
                  </label>
                ))}
              </span>
            </div>
            <ConflictWords clashes={conflict.clashes} rows={rows} />
          </li>
        ))}
      </ul>
      <div className="acts">
        <button type="button" className="button small" onClick={() => all('mine')}>
          {says.allMine}
        </button>
        <button type="button" className="button small" onClick={() => all('theirs')}>
          {says.allTheirs}
        </button>
        <button
          type="button"
          className="button small primary"
          disabled={busy || chosen.size < conflicts.length}
          onClick={() => void bring(chosen)}
        >
          {says.apply}
        </button>
      </div>
      <p>{says.mineHint}</p>
    </section>
  );
}

function BroughtOver({ dropped, close }: { dropped: readonly DroppedEdit[]; close: () => void }) {
  const { words } = useWords();
  const says = words.panels.rebase;
  const lost = dropped.filter(({ why }) => why !== 'in-force');
  const inForce = dropped.length - lost.length;
  const rest = inForce > 0 ? says.on : says.done;
  return (
    <section className="bring-over done" role="status">
      {inForce > 0 && <p>{says.inForce(formatCount(inForce))}</p>}
      <p>{lost.length === 0 ? rest : says.doneBut(formatCount(lost.length))}</p>
      {lost.length > 0 && (
        <ul>
          {lost.slice(0, 20).map(({ seq, why }) => (
            <li key={seq}>
              {says.step(formatCount(seq))}
              {why === 'theirs'
                ? says.leftOut
                : why === 'undone'
                  ? says.undone
                  : refusalSentence(words, why)}
            </li>
          ))}
        </ul>
      )}
      <button type="button" className="button small" onClick={close}>
        {says.close}
      </button>
    </section>
  );
}
