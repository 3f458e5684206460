import { useState, type FormEvent } from 'react';

import type { Me } from '#data/accounts/account.ts';
import type { CodeAsked } from '#data/accounts/second-step.ts';

import { useWords } from '../words/words.ts';

import { Credential } from './credential.tsx';
import { FormEnd } from './form-end.tsx';
import { ProviderEntry } from './provider-entry.tsx';
import { RefusedNote } from './refused-note.tsx';
import { useSending } from './use-sending.ts';

/** Name and password. What is wrong with them is not said: that would tell which names there are. */
export function SignInForm(props: {
  /** Where to go then. */
  next: string;
  onDone: () => void;
  onCode: () => void;
}) {
  const { words } = useWords();
  const says = words.accounts;
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const { isBusy, refusal, send } = useSending();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await send<Me | CodeAsked>('/api/sessions', { body: { name, password } });
    if (!answer) setPassword('');
    else if ('asks' in answer) props.onCode();
    else props.onDone();
  };
  return (
    <form className="account-form" onSubmit={(event) => void submit(event)}>
      {refusal === null && <RefusedNote />}
      <Credential
        label={says.name}
        value={name}
        most={64}
        autoComplete="username"
        isFirst
        onChange={setName}
      />
      <Credential
        label={says.password}
        value={password}
        most={200}
        isSecret
        autoComplete="current-password"
        onChange={setPassword}
      />
      <FormEnd
        refusal={refusal}
        isBusy={isBusy}
        isMain
        label={isBusy ? says.signIn.busy : says.signIn.go}
      />
      <ProviderEntry next={props.next} />
    </form>
  );
}
