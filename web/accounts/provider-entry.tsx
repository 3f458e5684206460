import type { ProviderAddress, ProviderOffer } from '#data/accounts/by-provider.ts';

import { useAnswer } from '../ui/use-answer.ts';
import { useWords } from '../words/words.ts';

import { useSending } from './use-sending.ts';

/** The way in by OpenID Connect; nothing where none is set up. */
export function ProviderEntry({ next }: { next: string }) {
  const { words } = useWords();
  const says = words.accounts.oidc;
  const offer = useAnswer<ProviderOffer>('/api/sessions/oidc').value;
  const { isBusy, refusal, send } = useSending();
  if (!offer?.offered) return null;
  const go = async (): Promise<void> => {
    const way = await send<ProviderAddress>('/api/sessions/oidc', { body: { next } });
    if (way) window.location.assign(way.address);
  };
  return (
    <div className="provider-entry">
      <p>{says.or}</p>
      <button type="button" className="button" disabled={isBusy} onClick={() => void go()}>
        {isBusy ? says.busy : says.go(offer.name)}
      </button>
      <p className="refused" role="alert">
        {refusal}
      </p>
    </div>
  );
}
