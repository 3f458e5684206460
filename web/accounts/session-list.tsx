import type { OwnSession } from '#data/accounts/account.ts';

import { serverNow } from '../live/stores.ts';
import { useAnswer } from '../ui/use-answer.ts';
import { useZone } from '../ui/use-zone.ts';
import { formatMoment } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { deviceOf } from './device-of.ts';
import { NotAnswered } from './not-answered.tsx';
import { useSending } from './use-sending.ts';

/** Where somebody is signed in, and how to end each. */
export function SessionList({ onEnded }: { onEnded: (isOwn: boolean) => void }) {
  const { words, language } = useWords();
  const says = words.accounts.sessions;
  const zone = useZone();
  const asked = useAnswer<{ sessions: OwnSession[] }>('/api/sessions');
  const { isBusy, refusal, send } = useSending();
  const end = async (one: OwnSession | null): Promise<void> => {
    const done = await send(one ? `/api/sessions/${one.id}` : '/api/sessions', { method: 'DELETE' }); // prettier-ignore
    if (!done) return;
    if (one === null || one.current) onEnded(true);
    else asked.again();
  };
  const time = (at: string): string => formatMoment(Date.parse(at), serverNow(), zone, language);
  return (
    <section aria-label={says.title}>
      <h2>{says.title}</h2>
      <NotAnswered asked={asked} />
      {!asked.value && asked.reason === null && <p>{words.card.loading}</p>}
      <ul className="session-list">
        {asked.value?.sessions.map((one) => (
          <li key={one.id}>
            <div>
              <strong>{deviceOf(one.agent) || says.unknownDevice}</strong>{' '}
              {one.current && <span className="chip">{says.current}</span>}
              <p>{`${one.address} · ${says.since(time(one.madeAt))} · ${says.seen(time(one.seenAt))}`}</p>
            </div>
            <button
              type="button"
              className="button small"
              disabled={isBusy}
              aria-label={`${one.current ? says.signOut : says.end}: ${deviceOf(one.agent)}`}
              onClick={() => void end(one)}
            >
              {one.current ? says.signOut : says.end}
            </button>
          </li>
        ))}
      </ul>
      <p className="refused" role="alert">
        {refusal}
      </p>
      <button
        type="button"
        className="button small"
        disabled={isBusy}
        onClick={() => void end(null)}
      >
        {says.endAll}
      </button>
    </section>
  );
}
