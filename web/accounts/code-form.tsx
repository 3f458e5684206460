import { useState, type FormEvent } from 'react';

import type { Me } from '#data/accounts/account.ts';

import { useWords } from '../words/words.ts';

import { Credential } from './credential.tsx';
import { FormEnd } from './form-end.tsx';
import { useSending } from './use-sending.ts';

/** The code after the password; a recovery code is taken in the same field. */
export function CodeForm(props: { onDone: () => void; onBack: () => void }) {
  const { words } = useWords();
  const says = words.accounts.code;
  const [code, setCode] = useState('');
  const { isBusy, refusal, send } = useSending();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (await send<Me>('/api/sessions/code', { body: { code } })) props.onDone();
    else setCode('');
  };
  return (
    <form className="account-form" onSubmit={(event) => void submit(event)}>
      <Credential
        label={says.code}
        hint={says.orRecovery}
        value={code}
        most={40}
        autoComplete="one-time-code"
        isFirst
        onChange={setCode}
      />
      <FormEnd
        refusal={refusal}
        isBusy={isBusy}
        isMain
        label={isBusy ? words.accounts.signIn.busy : words.accounts.signIn.go}
      />
      <button type="button" className="link" onClick={props.onBack}>
        {says.back}
      </button>
    </form>
  );
}
