import { useState } from 'react';

import type { Plan } from '#data/plans/plan.ts';

import { askServer } from '../../live/ask-server.ts';
import { newUuid } from '../../live/new-uuid.ts';
import { planStore } from '../../live/stores.ts';
import { useDistrict } from '../../ui/use-live.ts';
import { useMayAll } from '../../ui/use-may.ts';
import { formatCount } from '../../words/format.ts';
import { refusalSentence, useWords, type Words } from '../../words/words.ts';

import { conflictStore } from '../rebase/conflict-store.ts';

import { PlanQuestion } from './plan-question.tsx';
import { waitsFrom } from './plan-waits.ts';
import { useMoment } from './use-moment.ts';

/** It writes all edits of a plan once more. */
const PATIENCE_MS = 120_000;

/** Does something to a plan as a whole; answers the plan that has come of it, or in a sentence why not. */
async function actOn(words: Words, plan: Plan, act: string, body: object): Promise<Plan | string> {
  const answer = await askServer<Plan>(`/api/plans/${plan.id}/${act}`, { body, patienceMs: PATIENCE_MS }); // prettier-ignore
  if (!answer.ok) return refusalSentence(words, answer.reason);
  const { value } = answer;
  planStore.setState((s) => ({ told: new Map(s.told).set(value.id, value) }));
  return value;
}

const expecting = async (words: Words, plan: Plan, act: string): Promise<string | null> => {
  const done = await actOn(words, plan, act, { expects: plan.revision });
  return typeof done === 'string' ? done : null;
};

/** Takes a plan that waits back, after a question; nothing where it does not wait. */
export function WithdrawPlan({ plan }: { plan: Plan }) {
  const { words } = useWords();
  const [asking, setAsking] = useState(false);
  const moment = useMoment();
  const mayPublish = useMayAll('publish-plan');
  const from = mayPublish ? waitsFrom(plan) : null;
  const says = words.plan.acts.withdraw;
  // One without steps goes back to an earlier edition: there is nothing to be drawn on.
  const keeps = plan.editCount > 0;
  return (
    <>
      {from !== null && (
        <button type="button" className="button small" onClick={() => setAsking(true)}>
          {says.open}
        </button>
      )}
      {asking && (
        <PlanQuestion
          plan={plan}
          title={says.title}
          act={keeps ? says.do : says.doRestoring}
          onDo={() => expecting(words, plan, 'withdraw')}
          close={() => setAsking(false)}
        >
          {from !== null && <p>{says.wasTo(moment(from))}</p>}
          <p>{keeps ? says.keeps(formatCount(plan.position)) : says.restoring}</p>
        </PlanQuestion>
      )}
    </>
  );
}

/** Throws a draft away, after a question. */
export function DiscardPlan({ plan }: { plan: Plan }) {
  const { words } = useWords();
  const [asking, setAsking] = useState(false);
  const mayDraw = useMayAll('draw-plan');
  const says = words.plan.acts.discard;
  if (!mayDraw) return null;
  return (
    <>
      <button type="button" className="button small" onClick={() => setAsking(true)}>
        {says.open}
      </button>
      {asking && (
        <PlanQuestion
          plan={plan}
          title={says.title}
          act={says.do}
          onDo={() => expecting(words, plan, 'discard')}
          close={() => setAsking(false)}
        >
          <p>{plan.position > 0 ? says.lost(formatCount(plan.position)) : says.none}</p>
        </PlanQuestion>
      )}
    </>
  );
}

/** Makes a draft of a plan that is changed no more, with all its edits, and opens it. */
export function CopyPlan({ plan, onOpen }: { plan: Plan; onOpen: (planId: string) => void }) {
  const { words } = useWords();
  const mayDraw = useMayAll('draw-plan');
  const says = words.plan.acts.copy;
  /** The id of the copy, while it is asked: sent again it is the same one. */
  const [id, setId] = useState<string | null>(null);
  const [name, setName] = useState('');
  const inForce = useDistrict()?.editionId ?? null;
  // There is nothing to be copied of one that only goes back to an earlier edition.
  if (plan.editCount === 0 || !mayDraw) return null;
  const begin = (): void => {
    setId(newUuid());
    setName(says.nameOf(plan.name).slice(0, NAME_MAX));
  };
  const copy = async (): Promise<string | null> => {
    if (name.trim() === '') return words.plan.list.nameMissing;
    const made = await actOn(words, plan, 'copy', { id, name: name.trim() });
    if (typeof made === 'string') return made;
    // What is in force of it is not in the copy: that is told where it opens.
    if (made.editionId !== plan.editionId) {
      const dropped = Array.from({ length: plan.position }, (_, i) => ({ seq: i + 1, why: 'in-force', areas: [] })); // prettier-ignore
      conflictStore.setState({ told: { planId: made.id, dropped } });
    }
    onOpen(made.id);
    return null;
  };
  const isOlder = inForce !== null && inForce !== plan.editionId;
  const steps = formatCount(plan.position);
  return (
    <>
      <button type="button" className="button small" onClick={begin}>
        {says.open}
      </button>
      {id !== null && (
        <PlanQuestion
          plan={plan}
          title={says.title}
          act={says.do}
          onDo={copy}
          close={() => setId(null)}
        >
          <p>{isOlder && plan.status === 'published' ? says.done(steps) : says.all(steps)}</p>
          {isOlder && plan.status !== 'published' && <p>{says.older}</p>}
          <label>
            {words.plan.list.name}
            <input
              value={name}
              maxLength={NAME_MAX}
              aria-invalid={name.trim() === ''}
              onChange={(event) => setName(event.target.value)}
            />
          </label>
        </PlanQuestion>
      )}
    </>
  );
}

const NAME_MAX = 200;
