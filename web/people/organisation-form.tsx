import { useState, type FormEvent } from 'react';

import type { OrganisationEntry, OrganisationWords } from '#data/people/managing.ts';
import { ORGANISATION_KINDS, type OrganisationKind } from '#data/people/person.ts';

import { Credential } from '../accounts/credential.tsx';
import { FormEnd } from '../accounts/form-end.tsx';
import { useSending } from '../accounts/use-sending.ts';
import { useWords } from '../words/words.ts';

/** What an organisation is called and is: of one that is there, or of a new one. */
export function OrganisationForm(props: {
  label: string;
  /** Null for a new one. */
  entry: OrganisationEntry | null;
  /** What the new one hangs on; null on top. */
  parentId: number | null;
  onDone: (id: number) => void;
  onCancel: () => void;
}) {
  const { words } = useWords();
  const { entry, parentId } = props;
  const says = words.organisations;
  const [name, setName] = useState(entry?.name ?? '');
  const [nameEn, setNameEn] = useState(entry?.nameEn ?? '');
  const [kind, setKind] = useState<OrganisationKind>(entry?.kind ?? 'department');
  const { isBusy, refusal, send } = useSending();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const said: OrganisationWords = { name, nameEn: nameEn.trim() || null, kind };
    const made = entry
      ? await send<{ id: number }>(`/api/organisations/${entry.id}`, { body: said })
      : await send<{ id: number }>('/api/organisations', { body: { ...said, parentId } });
    if (made) props.onDone(made.id);
  };
  return (
    <form
      className="account-form"
      aria-label={props.label}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === 'Escape' && props.onCancel()}
    >
      <h3>{props.label}</h3>
      <Credential
        label={says.name}
        value={name}
        most={100}
        autoComplete="off"
        isFirst
        onChange={setName}
      />
      <Credential
        label={says.nameEn}
        hint={says.nameEnHint}
        value={nameEn}
        most={100}
        autoComplete="off"
        isOptional
        onChange={setNameEn}
      />
      <label className="field">
        {says.kind}
        <select value={kind} onChange={(event) => setKind(event.target.value as OrganisationKind)}>
          {ORGANISATION_KINDS.map((one) => (
            <option key={one} value={one}>
              {says.kinds[one]}
            </option>
          ))}
        </select>
      </label>
      <FormEnd refusal={refusal} isBusy={isBusy} isMain label={says.save}>
        <button type="button" className="button" onClick={props.onCancel}>
          {says.cancel}
        </button>
      </FormEnd>
    </form>
  );
}
