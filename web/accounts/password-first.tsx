import { useState, type FormEvent } from 'react';

import { useWords } from '../words/words.ts';

import { Credential } from './credential.tsx';
import { FormEnd } from './form-end.tsx';
import { useSending } from './use-sending.ts';

/** Asks for the password before something about an account is begun, and for it again where it was not that. */
export function PasswordFirst<T>(props: {
  path: string;
  label: string;
  onBack: () => void;
  onDone: (answer: T) => void;
}) {
  const { words } = useWords();
  const [password, setPassword] = useState('');
  const { isBusy, refusal, send } = useSending();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await send<T>(props.path, { body: { password } });
    if (answer) props.onDone(answer);
    else setPassword('');
  };
  return (
    <form className="account-form" onSubmit={(event) => void submit(event)}>
      <Credential
        label={words.accounts.password}
        value={password}
        most={200}
        isSecret
        isFirst
        autoComplete="current-password"
        onChange={setPassword}
      />
      <FormEnd refusal={refusal} isBusy={isBusy} isMain={false} label={props.label} />
      <button type="button" className="link" onClick={props.onBack}>
        {words.accounts.code.cancel}
      </button>
    </form>
  );
}
