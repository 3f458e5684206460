import type { Edition } from '#data/areas/edition.ts';
import type { Plan } from '#data/plans/plan.ts';

import { useAnswer } from '../../ui/use-answer.ts';
import { useDistrict } from '../../ui/use-live.ts';
import { useWords } from '../../words/words.ts';

import { useEditionName } from './use-edition-name.ts';
import { useMoment } from './use-moment.ts';

/** The edition that a plan is drawn on; and whether another is in force by now. */
export function BaseEdition({ plan }: { plan: Plan }) {
  const { words } = useWords();
  const asked = useAnswer<{ editions: Edition[] }>(`/api/editions?limit=200`); // prettier-ignore
  const edition = asked.value?.editions.find(({ id }) => id === plan.editionId);
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
