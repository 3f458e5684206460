import type { Plan } from '#data/plans/plan.ts';

import { useWords } from '../../words/words.ts';

import { CopyPlan } from './plan-acts.tsx';
import { waitsFrom } from './plan-waits.ts';
import { useMoment } from './use-moment.ts';

/** Why nothing is drawn on an open plan, and the way to one that can be. */
export function ReadOnlyNote({ plan, onOpen }: { plan: Plan; onOpen: (planId: string) => void }) {
  const { words } = useWords();
  const moment = useMoment();
  const says = words.plan.states;
  const { validFrom } = plan;
  const waits = waitsFrom(plan);
  return (
    <div className="note read-only">
      <p>
        {waits !== null
          ? says.waits(moment(waits))
          : validFrom !== null
            ? says.inForce(moment(validFrom))
            : says.withdrawn}
      </p>
      <CopyPlan plan={plan} onOpen={onOpen} />
    </div>
  );
}
