import { useState, type FormEvent } from 'react';

import { accountNameOf } from '#data/accounts/account-name.ts';
import type { AccountLink, ManagedAccount } from '#data/accounts/managing.ts';

import { Credential } from '../accounts/credential.tsx';
import { FormEnd } from '../accounts/form-end.tsx';
import { useSending } from '../accounts/use-sending.ts';
import { AskedState } from '../ui/asked-state.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { formatCount } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { LinkShown } from './link-shown.tsx';
import { RenameForm } from './rename-form.tsx';

/** The account of somebody, or the form that makes one. The link of a new one is shown once. */
export function PersonAccount({ personId }: { personId: number }) {
  const { words } = useWords();
  const says = words.managing.account;
  const asked = useAnswer<{ accounts: ManagedAccount[] }>(`/api/accounts?personId=${personId}`);
  const [link, setLink] = useState<AccountLink | null>(null);
  const [isRenaming, setRenaming] = useState(false);
  const { isBusy, refusal, send } = useSending();
  const account = asked.value?.accounts[0] ?? null;
  const act = async (path: string, method: 'POST' | 'DELETE'): Promise<void> => {
    const done = await send(`/api/accounts/${account!.id}/${path}`, method === 'POST' ? { body: {} } : { method }); // prettier-ignore
    if (done) asked.again();
  };
  const makeLink = async (): Promise<void> => {
    const made = await send<AccountLink>(`/api/accounts/${account!.id}/link`, { body: {} });
    if (!made) return;
    setLink(made);
    asked.again();
  };
  return (
    <section className="panel-box" aria-label={says.title}>
      <h2>{says.title}</h2>
      <AskedState asked={asked} />
      {asked.value && !account && (
        <NewAccount
          personId={personId}
          onMade={(made) => {
            setLink(made);
            asked.again();
          }}
        />
      )}
      {account && (
        <>
          <p className="account-line">
            <strong>{account.name}</strong>
            {account.disabledAt && <span className="chip">{words.managing.disabled}</span>}
            {!account.hasPassword && <span className="chip">{says.waits}</span>}
            {account.secondStep && <span className="chip">{says.secondStep}</span>}
            {account.linkedAt && <span className="chip">{says.linked}</span>}
            <span>{says.sessions(formatCount(account.sessions))}</span>
          </p>
          <p className="refused" role="alert">
            {refusal}
          </p>
          {isRenaming && (
            <RenameForm
              label={says.name}
              hint={words.accounts.link.nameHint}
              name={account.name}
              most={64}
              why={(name) => (accountNameOf(name) === null ? words.refusals['account-name'] : null)}
              path={`/api/accounts/${account.id}/name`}
              onDone={() => {
                setRenaming(false);
                asked.again();
              }}
              onCancel={() => setRenaming(false)}
            />
          )}
          {isRenaming ? null : account.demo ? (
            <p>{words.accounts.demo.isOne}</p>
          ) : (
            <div className="acts">
              {!account.disabledAt && (
                <button
                  type="button"
                  className="button small"
                  disabled={isBusy}
                  onClick={() => void makeLink()}
                >
                  {says.link}
                </button>
              )}
              {account.sessions > 0 && (
                <button
                  type="button"
                  className="button small"
                  disabled={isBusy}
                  onClick={() => void act('sessions', 'DELETE')}
                >
                  {says.endSessions}
                </button>
              )}
              {account.secondStep && (
                <button
                  type="button"
                  className="button small"
                  disabled={isBusy}
                  onClick={() => void act('code', 'DELETE')}
                >
                  {says.endCode}
                </button>
              )}
              {account.linkedAt && (
                <button
                  type="button"
                  className="button small"
                  disabled={isBusy}
                  onClick={() => void act('oidc', 'DELETE')}
                >
                  {says.unlink}
                </button>
              )}
              <button
                type="button"
                className="button small"
                disabled={isBusy}
                onClick={() => setRenaming(true)}
              >
                {words.managing.rename}
              </button>
              <button
                type="button"
                className="button small"
                disabled={isBusy}
                onClick={() => void act(account.disabledAt ? 'enable' : 'disable', 'POST')}
              >
                {account.disabledAt ? says.enable : says.disable}
              </button>
            </div>
          )}
        </>
      )}
      {link && <LinkShown link={link} />}
    </section>
  );
}

/** The name that somebody will sign in by. */
function NewAccount(props: { personId: number; onMade: (link: AccountLink) => void }) {
  const { words } = useWords();
  const says = words.managing.account;
  const [name, setName] = useState('');
  const { isBusy, refusal, refuse, send } = useSending();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (accountNameOf(name) === null) return refuse(words.refusals['account-name']);
    const made = await send<AccountLink>('/api/accounts', {
      body: { personId: props.personId, name },
    });
    if (made) props.onMade(made);
  };
  return (
    <form className="account-form" onSubmit={(event) => void submit(event)}>
      <p>{says.none}</p>
      <Credential
        label={says.name}
        hint={words.accounts.link.nameHint}
        value={name}
        most={64}
        autoComplete="off"
        onChange={setName}
      />
      <FormEnd refusal={refusal} isBusy={isBusy} isMain={false} label={says.make} />
    </form>
  );
}
