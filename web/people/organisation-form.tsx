import { useState } from 'react';

import type { OrganisationEntry, OrganisationWords } from '#data/people/managing.ts';
import { ORGANISATION_KINDS, type OrganisationKind } from '#data/people/person.ts';

import { ActForm } from '../accounts/act-form.tsx';
import { Credential } from '../accounts/credential.tsx';
import { useSending } from '../accounts/use-sending.ts';
import { ChoiceField } from '../ui/labelled-fields.tsx';
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
  const submit = async (): Promise<void> => {
    const said: OrganisationWords = { name, nameEn: nameEn.trim() || null, kind };
    const made = entry
      ? await send<{ id: number }>(`/api/organisations/${entry.id}`, { body: said })
      : await send<{ id: number }>('/api/organisations', { body: { ...said, parentId } });
    if (made) props.onDone(made.id);
  };
  return (
    <ActForm
      label={props.label}
      heading="h3"
      go={says.save}
      refusal={refusal}
      isBusy={isBusy}
      onSubmit={() => void submit()}
      onCancel={props.onCancel}
    >
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
      <ChoiceField
        label={says.kind}
        value={kind}
        of={ORGANISATION_KINDS}
        nameOf={(one) => says.kinds[one]}
        onChange={setKind}
      />
    </ActForm>
  );
}
