import { useState, type FormEvent } from 'react';

import { DISTRICT_ROLES, POST_ROLES, type PostRole } from '#data/people/person.ts';

import { FormEnd } from '../accounts/form-end.tsx';
import { useSending } from '../accounts/use-sending.ts';
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
      <label className="field">
        {says.role}
        <select value={role} onChange={(event) => chooseRole(event.target.value as PostRole)}>
          {POST_ROLES.map((one) => (
            <option key={one} value={one}>
              {words.people.roles[one]}
            </option>
          ))}
        </select>
      </label>
      {isOfDistrict && (
        <label className="tick-field">
          <input
            type="checkbox"
            checked={isWhole}
            onChange={(event) => chooseWhole(event.target.checked)}
          />
          {says.wholeDistrict}
        </label>
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
      <label className="field">
        {says.until}
        <input type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
        <small>{says.untilHint}</small>
      </label>
      <FormEnd
        refusal={isPlaceMissing ? says.placeMissing(isOfDistrict) : refusal}
        isBusy={isBusy}
        isMain
        label={says.give}
      />
    </form>
  );
}
