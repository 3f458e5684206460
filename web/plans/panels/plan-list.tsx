import { useEffect, useState } from 'react';

import type { Plan } from '#data/plans/plan.ts';

import { askServer } from '../../live/ask-server.ts';
import { planStore, serverNow } from '../../live/stores.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { useDistrict, useStore } from '../../ui/use-live.ts';
import { formatCount, formatMoment } from '../../words/format.ts';
import { refusalSentence, useWords } from '../../words/words.ts';

import { mergeTold } from './merge-told.ts';

interface PlanPage {
  plans: Plan[];
  next: string | null;
}

/** Plans, the newest first, as they are told: those that wait for their time can be withdrawn. */
export function PlanList({ onOpen }: { onOpen: (planId: string) => void }) {
  const { words } = useWords();
  const told = useStore(planStore, (s) => s.told);
  const first = useAnswer<PlanPage>('/api/plans?limit=50');
  const [older, setOlder] = useState<PlanPage[]>([]);
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => setOlder([]), [first.value]);
  const pages = first.value ? [first.value, ...older] : [];
  const next = pages.at(-1)?.next ?? null;
  const plans = mergeTold(pages.flatMap((page) => page.plans), told, next === null); // prettier-ignore
  const more = async (): Promise<void> => {
    const answer = await askServer<PlanPage>(`/api/plans?limit=50&before=${next}`);
    setFailed(answer.ok ? null : answer.reason);
    if (answer.ok) setOlder((was) => [...was, answer.value]);
  };
  const { list } = words.plan;
  if (!first.value)
    return first.reason === null ? (
      <p className="note">{list.loading}</p>
    ) : (
      <p className="note" role="alert">
        {list.failed}
        {words.panels.colon}
        {refusalSentence(words, first.reason)}{' '}
        <button type="button" className="button small" onClick={first.again}>
          {list.again}
        </button>
      </p>
    );
  return (
    <>
      {plans.length === 0 && (
        <p className="note">
          {list.none}
          <br />
          {list.noneNext}
        </p>
      )}
      <ul className="plan-rows" aria-label={list.title}>
        {plans.map((plan) => (
          <PlanLine key={plan.id} plan={plan} onOpen={onOpen} />
        ))}
      </ul>
      {failed !== null && (
        <p className="note" role="alert">
          {refusalSentence(words, failed)}
        </p>
      )}
      {next !== null && (
        <button type="button" className="button small" onClick={() => void more()}>
          {list.more}
        </button>
      )}
    </>
  );
}

function PlanLine({ plan, onOpen }: { plan: Plan; onOpen: (planId: string) => void }) {
  const { words, language } = useWords();
  const zone = useDistrict()?.timeZone ?? 'UTC';
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { list } = words.plan;
  const moment = (iso: string): string =>
    formatMoment(Date.parse(iso), serverNow(), zone, language);
  const waits =
    plan.status === 'published' && plan.validFrom !== null && Date.parse(plan.validFrom) > serverNow(); // prettier-ignore
  const withdraw = async (): Promise<void> => {
    setBusy(true);
    const body = { expects: plan.revision };
    const answer = await askServer<Plan>(`/api/plans/${plan.id}/withdraw`, { body });
    setBusy(false);
    setRefused(answer.ok ? null : answer.reason);
    if (answer.ok)
      planStore.setState((s) => ({ told: new Map(s.told).set(plan.id, answer.value) }));
  };
  return (
    <li data-plan={plan.id} data-status={plan.status}>
      <button type="button" className="link name" onClick={() => onOpen(plan.id)}>
        {plan.name}
      </button>
      <span className="state">{list.status[plan.status]}</span>
      <span className="facts">
        {list.facts(formatCount(plan.position), plan.actor, moment(plan.madeAt))}
        {plan.status === 'published' &&
          plan.validFrom !== null &&
          ` · ${(waits ? list.waiting : list.since)(moment(plan.validFrom))}`}
      </span>
      {waits && (
        <button
          type="button"
          className="button small"
          disabled={busy}
          onClick={() => void withdraw()}
        >
          {list.withdraw}
        </button>
      )}
      {refused !== null && (
        <span className="refused" role="alert">
          {refusalSentence(words, refused)}
        </span>
      )}
    </li>
  );
}
