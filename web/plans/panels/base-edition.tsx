import type { Edition } from '#data/areas/edition.ts';
import type { Plan } from '#data/plans/plan.ts';

import { useAnswer } from '../../ui/use-answer.ts';
import { useDistrict } from '../../ui/use-live.ts';
import { useWords } from '../../words/words.ts';

import { useEditionName } from './use-edition-name.ts';
import { useMoment } from './use-moment.ts';

function useEdition(editionId: number): Edition | undefined {
  const asked = useAnswer<{ editions: Edition[] }>('/api/editions?limit=200');
  return asked.value?.editions.find(({ id }) => id === editionId);
}

/** The edition that is looked at in place of the one in force, and the way back to that. */
export function LookedAt({ editionId, onLeave }: { editionId: number; onLeave: () => void }) {
  const { words } = useWords();
  const edition = useEdition(editionId);
  const nameOf = useEditionName();
  const says = words.panels.editions.looking;
  return (
    <>
      <span className="chip waits">
        {edition && says.chip(says.states[edition.state], nameOf(edition))}
      </span>
      <button type="button" className="button small" onClick={onLeave}>
        {says.back}
      </button>
    </>
  );
}

/** The edition that a plan is drawn on; and whether another is in force by now. */
export function BaseEdition({ plan }: { plan: Plan }) {
  const { words } = useWords();
  const edition = useEdition(plan.editionId);
  const says = words.panels.editions;
  const inForce = useDistrict()?.editionId ?? null;
  const isStale = plan.status === 'draft' && inForce !== null && inForce !== plan.editionId;
  const moment = useMoment();
  const nameOf = useEditionName();
  const base =
    edition && says.base(nameOf(edition), edition.name.trim() ? moment(edition.validFrom) : null);
  return (
    <>
      {base && (
        <span className="base" title={base}>
          {base}
        </span>
      )}
      {isStale && <span className="chip warning">{says.stale}</span>}
    </>
  );
}
