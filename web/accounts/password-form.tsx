import { useState, type FormEvent } from 'react';

import type { Me } from '#data/accounts/account.ts';

import { useWords } from '../words/words.ts';

import { Credential } from './credential.tsx';
import { FormEnd } from './form-end.tsx';
import { useSending } from './use-sending.ts';

const EMPTY = { password: '', next: '', again: '' };

/** One's own password, changed: all other sessions end by it. */
export function PasswordForm({ onDone }: { onDone: () => void }) {
  const { words } = useWords();
  const says = words.accounts;
  const [said, setSaid] = useState(EMPTY);
  const [isDone, setDone] = useState(false);
  const { isBusy, refusal, refuse, send } = useSending({ 'sign-in-failed': says.wrongPassword });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setDone(false);
    const { password, next, again } = said;
    if (next !== again) return refuse(says.notTheSame);
    if (!(await send<Me>('/api/accounts/me/password', { body: { password, next } }))) return;
    setSaid(EMPTY);
    setDone(true);
    onDone();
  };
  const field = (key: keyof typeof said) => ({ value: said[key], most: 200, isSecret: true, onChange: (value: string) => setSaid({ ...said, [key]: value }) }); // prettier-ignore
  return (
    <form className="account-form" onSubmit={(event) => void submit(event)}>
      <h2>{says.change.title}</h2>
      <Credential
        label={says.currentPassword}
        autoComplete="current-password"
        {...field('password')}
      />
      <Credential
        label={says.newPassword}
        hint={says.passwordHint}
        autoComplete="new-password"
        {...field('next')}
      />
      <Credential label={says.again} autoComplete="new-password" {...field('again')} />
      <FormEnd refusal={refusal} isBusy={isBusy} isMain={false} label={says.change.go}>
        {isDone && <p role="status">{says.change.done}</p>}
      </FormEnd>
    </form>
  );
}
