import type { Plan } from '#data/plans/plan.ts';

import { planStore } from '../../live/stores.ts';
import { useStore } from '../../ui/use-live.ts';
import { formatCount } from '../../words/format.ts';
import { langOf, useWords } from '../../words/words.ts';

import { mergeTold } from './merge-told.ts';
import { PagedRows, usePages } from './paged-rows.tsx';
import { CopyPlan, DiscardPlan, WithdrawPlan } from './plan-acts.tsx';
import { waitsFrom } from './plan-waits.ts';
import { useMoment } from './use-moment.ts';

interface PlanPage {
  plans: Plan[];
  next: string | null;
}

/** Plans, the newest first, as they are told, each with what can be done to it; those that were thrown away in a fold. */
export function PlanList({ onOpen }: { onOpen: (planId: string) => void }) {
  const { words } = useWords();
  const told = useStore(planStore, (s) => s.told);
  const paged = usePages<PlanPage>('/api/plans?limit=50');
  const plans = mergeTold(paged.pages.flatMap((page) => page.plans), told, paged.next === null); // prettier-ignore
  const { list } = words.plan;
  const linesOf = (isOne: (plan: Plan) => boolean) =>
    plans.filter(isOne).map((plan) => <PlanLine key={plan.id} plan={plan} onOpen={onOpen} />);
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
      rows={linesOf((plan) => plan.status !== 'withdrawn')}
      folded={linesOf((plan) => plan.status === 'withdrawn')}
      foldSays={list.gone}
    />
  );
}

function PlanLine({ plan, onOpen }: { plan: Plan; onOpen: (planId: string) => void }) {
  const { words } = useWords();
  const moment = useMoment();
  const { list } = words.plan;
  const waits = waitsFrom(plan);
  return (
    <li data-plan={plan.id} data-status={plan.status}>
      <button
        type="button"
        className="link name"
        lang={langOf(plan.name)}
        onClick={() => onOpen(plan.id)}
      >
        {plan.name}
      </button>
      <span className="state">{list.status[plan.status]}</span>
      <span className="facts">
        {list.facts(formatCount(plan.position), plan.actor, moment(plan.madeAt))}
        {plan.status === 'published' &&
          plan.validFrom !== null &&
          ` · ${(waits ? list.waiting : list.since)(moment(plan.validFrom))}`}
      </span>
      <span className="acts">
        {plan.status === 'draft' && <DiscardPlan plan={plan} />}
        <WithdrawPlan plan={plan} />
        {plan.status !== 'draft' && waits === null && <CopyPlan plan={plan} onOpen={onOpen} />}
      </span>
    </li>
  );
}
