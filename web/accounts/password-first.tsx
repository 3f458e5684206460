import { useState, type FormEvent } from 'react';

import { useWords } from '../words/words.ts';

import { Credential } from './credential.tsx';
import { FormEnd } from './form-end.tsx';
import { useSending } from './use-sending.ts';

const NOTHING = { password: '', code: '' };

/**
 * Asks for the password, and for a code besides where one is in force, before something about an account is done; for both
 * again where they were not those.
 */
export function PasswordFirst<T>(props: {
  path: string;
  label: string;
  asksCode?: boolean;
  onBack: () => void;
  onDone: (answer: T) => void;
}) {
  const { words } = useWords();
  const says = words.accounts.code;
  const [said, setSaid] = useState(NOTHING);
  const { isBusy, refusal, send } = useSending({
    'sign-in-failed': words.accounts.wrongPassword,
  });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { password } = said;
    const answer = await send<T>(props.path, { body: props.asksCode ? said : { password } });
    if (answer) props.onDone(answer);
    else setSaid(NOTHING);
  };
  return (
    <form className="account-form" onSubmit={(event) => void submit(event)}>
      <Credential
        label={words.accounts.currentPassword}
        value={said.password}
        most={200}
        isSecret
        isFirst
        autoComplete="current-password"
        onChange={(password) => setSaid({ ...said, password })}
      />
      {props.asksCode && (
        <Credential
          label={says.code}
          hint={says.orRecovery}
          value={said.code}
          most={40}
          autoComplete="one-time-code"
          onChange={(code) => setSaid({ ...said, code })}
        />
      )}
      <FormEnd refusal={refusal} isBusy={isBusy} isMain={false} label={props.label} />
      <button type="button" className="link" onClick={props.onBack}>
        {words.accounts.cancel}
      </button>
    </form>
  );
}
