import { useState } from 'react';

import type { Plan } from '#data/plans/plan.ts';

import { askServer } from '../../live/ask-server.ts';
import { planStore, serverNow } from '../../live/stores.ts';
import { useDistrict, useStore } from '../../ui/use-live.ts';
import { formatCount, formatMoment } from '../../words/format.ts';
import { refusalSentence, useWords } from '../../words/words.ts';

import { mergeTold } from './merge-told.ts';
import { PagedRows, usePages } from './paged-rows.tsx';

interface PlanPage {
  plans: Plan[];
  next: string | null;
}

/** Plans, the newest first, as they are told: those that wait for their time can be withdrawn. */
export function PlanList({ onOpen }: { onOpen: (planId: string) => void }) {
  const { words } = useWords();
  const told = useStore(planStore, (s) => s.told);
  const paged = usePages<PlanPage>('/api/plans?limit=50');
  const plans = mergeTold(paged.pages.flatMap((page) => page.plans), told, paged.next === null); // prettier-ignore
  const { list } = words.plan;
  return (
    <PagedRows
      paged={paged}
      says={list}
      none={
        <>
          {list.none}
          <br />
          {list.noneNext}
        </>
      }
      rows={plans.map((plan) => (
        <PlanLine key={plan.id} plan={plan} onOpen={onOpen} />
      ))}
    />
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
