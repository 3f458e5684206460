import { useState } from 'react';

import type { ProviderAddress, ProviderLink, ProviderOffer } from '#data/accounts/by-provider.ts';
import type { CodeState } from '#data/accounts/second-step.ts';

import { serverNow } from '../live/stores.ts';
import { useAnswer } from '../ui/use-answer.ts';
import { useZone } from '../ui/use-zone.ts';
import { formatMoment } from '../words/format.ts';
import { langOf, useWords } from '../words/words.ts';

import { PasswordFirst } from './password-first.tsx';
import { RefusedNote } from './refused-note.tsx';
import { useSending } from './use-sending.ts';

/** Whether one's own account is linked to the provider of OpenID Connect; nothing where none is set up. */
export function ProviderLinkSection() {
  const { words, language } = useWords();
  const says = words.accounts.oidc;
  const offer = useAnswer<ProviderOffer>('/api/sessions/oidc').value;
  const asked = useAnswer<ProviderLink>(offer?.offered ? '/api/accounts/me/oidc' : null);
  const zone = useZone();
  const code = useAnswer<CodeState>(offer?.offered ? '/api/accounts/me/code' : null);
  const [isLinking, setLinking] = useState(false);
  const { isBusy, refusal, send } = useSending();
  if (!offer?.offered || !asked.value || !code.value) return null;
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
        // The password first; then the browser goes to the provider.
        <PasswordFirst<ProviderAddress>
          path="/api/accounts/me/oidc"
          label={says.next}
          asksCode={code.value?.since != null}
          onBack={() => setLinking(false)}
          onDone={({ address }) => window.location.assign(address)}
        />
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
