import { useState, type FormEvent } from 'react';

import { DISTRICT_ROLES, POST_ROLES, type PostRole } from '#data/people/person.ts';

import { FormEnd } from '../accounts/form-end.tsx';
import { useSending } from '../accounts/use-sending.ts';
import { dayEnds } from '../words/days.ts';
import { useWords } from '../words/words.ts';

import { PickPlace } from './pick-place.tsx';

/** Give somebody a post: which, where, until when. */
export function GivePost(props: { personId: number; zone: string; onGiven: () => void }) {
  const { words } = useWords();
  const says = words.managing;
  const [role, setRole] = useState<PostRole>('worker');
  const [areaId, setArea] = useState<number | null>(null);
  const [organisationId, setOrganisation] = useState<number | null>(null);
  const [until, setUntil] = useState('');
  const [turn, setTurn] = useState(0);
  const { isBusy, refusal, send } = useSending();
  const isOfDistrict = (DISTRICT_ROLES as readonly string[]).includes(role);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const last = dayEnds(until, props.zone);
    const body = {
      role,
      ...(areaId === null ? {} : { areaId }),
      ...(organisationId === null ? {} : { organisationId }),
      ...(last === null ? {} : { toAt: new Date(last).toISOString() }),
    };
    if (!(await send(`/api/people/${props.personId}/posts`, { body }))) return;
    setArea(null);
    setOrganisation(null);
    setUntil('');
    setTurn(turn + 1);
    props.onGiven();
  };
  return (
    <form className="panel-box account-form give-post" onSubmit={(event) => void submit(event)}>
      <h2>{says.give}</h2>
      <label className="field">
        {says.role}
        <select value={role} onChange={(event) => setRole(event.target.value as PostRole)}>
          {POST_ROLES.map((one) => (
            <option key={one} value={one}>
              {words.people.roles[one]}
            </option>
          ))}
        </select>
      </label>
      <PickPlace key={`area-${turn}`} of="areas" label={says.area} onChoose={setArea} />
      <PickPlace
        key={`organisation-${turn}`}
        of="organisations"
        label={says.organisation}
        onChoose={setOrganisation}
      />
      {isOfDistrict && <p>{says.placeHint}</p>}
      <label className="field">
        {says.until}
        <input type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
        <small>{says.untilHint}</small>
      </label>
      <FormEnd refusal={refusal} isBusy={isBusy} isMain label={says.give} />
    </form>
  );
}
