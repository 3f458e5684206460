import { useState, type FormEvent } from 'react';

import { Credential } from '../accounts/credential.tsx';
import { FormEnd } from '../accounts/form-end.tsx';
import { useSending } from '../accounts/use-sending.ts';
import { useWords } from '../words/words.ts';

/** Another name for what has one. */
export function RenameForm(props: {
  label: string;
  hint?: string;
  name: string;
  most: number;
  path: string;
  onDone: () => void;
  onCancel: () => void;
}) {
  const { words } = useWords();
  const says = words.managing;
  const [name, setName] = useState(props.name);
  const { isBusy, refusal, send } = useSending();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (await send(props.path, { body: { name } })) props.onDone();
  };
  return (
    <form
      className="account-form rename-form"
      aria-label={says.rename}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === 'Escape' && props.onCancel()}
    >
      <Credential
        label={props.label}
        {...(props.hint === undefined ? {} : { hint: props.hint })}
        value={name}
        most={props.most}
        autoComplete="off"
        isFirst
        onChange={setName}
      />
      <FormEnd refusal={refusal} isBusy={isBusy} isMain label={says.save}>
        <button type="button" className="button" onClick={props.onCancel}>
          {says.cancel}
        </button>
      </FormEnd>
    </form>
  );
}
