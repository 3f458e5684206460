import type { Edition } from '#data/areas/edition.ts';
import type { Plan } from '#data/plans/plan.ts';

import { serverNow } from '../../live/stores.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { useDistrict } from '../../ui/use-live.ts';
import { formatMoment } from '../../words/format.ts';
import { useWords } from '../../words/words.ts';

/** The edition that a plan is drawn on; and whether another is in force by now. */
export function BaseEdition({ plan }: { plan: Plan }) {
  const { words, language } = useWords();
  const district = useDistrict();
  const asked = useAnswer<{ editions: Edition[] }>(`/api/editions?limit=200`); // prettier-ignore
  const edition = asked.value?.editions.find(({ id }) => id === plan.editionId);
  const says = words.panels.editions;
  const inForce = district?.editionId ?? null;
  const isStale = plan.status === 'draft' && inForce !== null && inForce !== plan.editionId;
  const from = edition && formatMoment(Date.parse(edition.validFrom), serverNow(), district?.timeZone ?? 'UTC', language); // prettier-ignore
  const base = edition && from && says.base(edition.name, from);
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
