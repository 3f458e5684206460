import { useState, type FormEvent } from 'react';

import { accountNameOf } from '#data/accounts/account-name.ts';
import type { Me } from '#data/accounts/account.ts';
import type { CodeAsked } from '#data/accounts/second-step.ts';

import { useWords } from '../words/words.ts';

import { Credential } from './credential.tsx';
import { FormEnd } from './form-end.tsx';
import { useSending } from './use-sending.ts';

/** What a link is used for: it makes the first administrator, or sets a password anew. */
export function LinkForm(props: {
  secret: string;
  isReset: boolean;
  onDone: () => void;
  onCode: () => void;
}) {
  const { words } = useWords();
  const says = words.accounts;
  const { secret, isReset } = props;
  const [said, setSaid] = useState({ personName: '', name: '', password: '', again: '' });
  const { isBusy, refusal, refuse, send } = useSending();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { again, password, ...who } = said;
    if (again !== password) return refuse(says.notTheSame);
    if (!isReset && accountNameOf(who.name) === null) return refuse(words.refusals['account-name']); // prettier-ignore
    const body = { secret, password, ...(isReset ? {} : who) };
    const answer = await send<Me | CodeAsked>('/api/accounts/links', { body });
    if (!answer) return;
    if ('asks' in answer) props.onCode();
    else props.onDone();
  };
  const field = (key: keyof typeof said) => ({ value: said[key], onChange: (value: string) => setSaid({ ...said, [key]: value }) }); // prettier-ignore
  return (
    <form className="account-form" onSubmit={(event) => void submit(event)}>
      <p>{isReset ? says.link.reset : says.link.first}</p>
      {!isReset && (
        <>
          <Credential
            label={says.link.personName}
            most={100}
            autoComplete="name"
            isFirst
            {...field('personName')}
          />
          <Credential
            label={says.name}
            hint={says.link.nameHint}
            most={64}
            autoComplete="username"
            {...field('name')}
          />
        </>
      )}
      <Credential
        label={says.newPassword}
        hint={says.passwordHint}
        most={200}
        isSecret
        autoComplete="new-password"
        isFirst={isReset}
        {...field('password')}
      />
      <Credential
        label={says.again}
        most={200}
        isSecret
        autoComplete="new-password"
        {...field('again')}
      />
      <FormEnd
        refusal={refusal}
        isBusy={isBusy}
        isMain
        label={isReset ? says.link.setPassword : says.link.make}
      />
    </form>
  );
}
