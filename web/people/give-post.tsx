import { useState, type FormEvent } from 'react';

import { DISTRICT_ROLES, POST_ROLES, type PostRole } from '#data/people/person.ts';

import { FormEnd } from '../accounts/form-end.tsx';
import { useSending } from '../accounts/use-sending.ts';
import { ChoiceField, DayField, TickField } from '../ui/labelled-fields.tsx';
import { dayEnds } from '../words/days.ts';
import { useWords } from '../words/words.ts';

import { PickPlace } from './pick-place.tsx';

/** One that has no post without a place. */
const FIRST_ROLE: PostRole = 'worker';

/**
 * Give somebody a post: which, where, until when. The whole district is what is said, never what is left out: pressed
 * twice, the form of a street's officer would make one of the district.
 */
export function GivePost(props: { personId: number; zone: string; onGiven: () => void }) {
  const { words } = useWords();
  const says = words.managing;
  const [role, setRole] = useState<PostRole>(FIRST_ROLE);
  const [areaId, setArea] = useState<number | null>(null);
  const [organisationId, setOrganisation] = useState<number | null>(null);
  const [isWhole, setWhole] = useState(false);
  const [isPlaceMissing, setPlaceMissing] = useState(false);
  const [until, setUntil] = useState('');
  const [turn, setTurn] = useState(0);
  const { isBusy, refusal, send } = useSending();
  const isOfDistrict = (DISTRICT_ROLES as readonly string[]).includes(role);
  /** The whole district or a place: the one goes when the other comes. */
  const chooseWhole = (next: boolean): void => {
    setWhole(next);
    setPlaceMissing(false);
    if (!next) return;
    setArea(null);
    setOrganisation(null);
  };
  const chooseRole = (next: PostRole): void => {
    setRole(next);
    chooseWhole(false);
  };
  const clear = (): void => {
    setRole(FIRST_ROLE);
    setArea(null);
    setOrganisation(null);
    chooseWhole(false);
    setUntil('');
    setTurn(turn + 1);
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const isNowhere = !isWhole && areaId === null && organisationId === null;
    setPlaceMissing(isNowhere);
    if (isNowhere) return;
    const last = dayEnds(until, props.zone);
    const body = {
      role,
      ...(areaId === null ? {} : { areaId }),
      ...(organisationId === null ? {} : { organisationId }),
      ...(last === null ? {} : { toAt: new Date(last).toISOString() }),
    };
    if (!(await send(`/api/people/${props.personId}/posts`, { body }))) return;
    clear();
    props.onGiven();
  };
  return (
    <form className="panel-box account-form give-post" onSubmit={(event) => void submit(event)}>
      <h2>{says.give}</h2>
      <ChoiceField
        label={says.role}
        value={role}
        of={POST_ROLES}
        nameOf={(one) => words.people.roles[one]}
        onChange={chooseRole}
      />
      {isOfDistrict && (
        <TickField label={says.wholeDistrict} value={isWhole} onChange={chooseWhole} />
      )}
      {!isWhole && (
        <>
          <PickPlace key={`area-${turn}`} of="areas" label={says.area} onChoose={setArea} />
          <PickPlace
            key={`organisation-${turn}`}
            of="organisations"
            label={says.organisation}
            onChoose={setOrganisation}
          />
        </>
      )}
      <DayField label={says.until} hint={says.untilHint} value={until} onChange={setUntil} />
      <FormEnd
        refusal={isPlaceMissing ? says.placeMissing(isOfDistrict) : refusal}
        isBusy={isBusy}
        isMain
        label={says.give}
      />
    </form>
  );
}
