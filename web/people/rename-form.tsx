import { useState } from 'react';

import { ActForm } from '../accounts/act-form.tsx';
import { Credential } from '../accounts/credential.tsx';
import { useSending } from '../accounts/use-sending.ts';
import { useWords } from '../words/words.ts';

/** Another name for what has one. */
export function RenameForm(props: {
  label: string;
  hint?: string;
  name: string;
  most: number;
  path: string;
  /** The sentence for a name that is none. */
  why?: (name: string) => string | null;
  onDone: () => void;
  onCancel: () => void;
}) {
  const { words } = useWords();
  const says = words.managing;
  const [name, setName] = useState(props.name);
  const { isBusy, refusal, refuse, send } = useSending();
  const submit = async (): Promise<void> => {
    const why = props.why?.(name) ?? null;
    if (why !== null) return refuse(why);
    if (await send(props.path, { body: { name } })) props.onDone();
  };
  return (
    <ActForm
      className="rename-form"
      label={says.rename}
      go={says.save}
      refusal={refusal}
      isBusy={isBusy}
      onSubmit={() => void submit()}
      onCancel={props.onCancel}
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
    </ActForm>
  );
}
