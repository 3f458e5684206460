import { useState, type FormEvent } from 'react';

import type { ProviderAddress, ProviderLink, ProviderOffer } from '#data/accounts/by-provider.ts';

import { serverNow } from '../live/stores.ts';
import { useAnswer } from '../ui/use-answer.ts';
import { formatMoment } from '../words/format.ts';
import { langOf, useWords } from '../words/words.ts';

import { Credential } from './credential.tsx';
import { FormEnd } from './form-end.tsx';
import { RefusedNote } from './refused-note.tsx';
import { useSending } from './use-sending.ts';

/** Whether one's own account is linked to the provider of OpenID Connect; nothing where none is set up. */
export function ProviderLinkSection() {
  const { words, language } = useWords();
  const says = words.accounts.oidc;
  const offer = useAnswer<ProviderOffer>('/api/sessions/oidc').value;
  const asked = useAnswer<ProviderLink>(offer?.offered ? '/api/accounts/me/oidc' : null);
  const zone = useAnswer<{ timeZone: string }>('/api/district').value?.timeZone ?? 'UTC';
  const [isLinking, setLinking] = useState(false);
  const { isBusy, refusal, send } = useSending();
  if (!offer?.offered || !asked.value) return null;
  const { since } = asked.value;
  const unlink = async (): Promise<void> => {
    if (await send('/api/accounts/me/oidc', { method: 'DELETE' })) asked.again();
  };
  return (
    <section aria-label={says.title(offer.name)}>
      <h2 lang={langOf(says.title(offer.name))}>{says.title(offer.name)}</h2>
      <RefusedNote />
      <p>
        {since === null
          ? says.about
          : says.isOn(formatMoment(Date.parse(since), serverNow(), zone, language))}
      </p>
      {isLinking && since === null ? (
        <Linking onBack={() => setLinking(false)} />
      ) : (
        <button
          type="button"
          className="button small"
          disabled={isBusy}
          onClick={() => (since === null ? setLinking(true) : void unlink())}
        >
          {since === null ? says.link : says.unlink}
        </button>
      )}
      <p className="refused" role="alert">
        {refusal}
      </p>
    </section>
  );
}

/** The password first; then the browser goes to the provider. */
function Linking({ onBack }: { onBack: () => void }) {
  const { words } = useWords();
  const [password, setPassword] = useState('');
  const { isBusy, refusal, send } = useSending();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const way = await send<ProviderAddress>('/api/accounts/me/oidc', { body: { password } });
    if (way) window.location.assign(way.address);
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
      <FormEnd refusal={refusal} isBusy={isBusy} isMain={false} label={words.accounts.oidc.next} />
      <button type="button" className="link" onClick={onBack}>
        {words.accounts.code.cancel}
      </button>
    </form>
  );
}
