import { useState } from 'react';

import type { Edition } from '#data/areas/edition.ts';
import type { Plan } from '#data/plans/plan.ts';

import { askServer } from '../../live/ask-server.ts';
import { newUuid } from '../../live/new-uuid.ts';
import { areaStore, planStore, serverNow } from '../../live/stores.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { useDistrict, useStore } from '../../ui/use-live.ts';
import { formatMoment } from '../../words/format.ts';
import { refusalSentence, useWords } from '../../words/words.ts';

import { FileLinks } from './file-links.tsx';

/** For the answer to going back: it writes an edition of the whole district. */
const PATIENCE_MS = 120_000;

interface EditionPage {
  editions: Edition[];
  next: number | null;
}

/** Editions, the newest first; those that are past can be gone back to. */
export function EditionList() {
  const { words } = useWords();
  const inForce = useStore(areaStore, (s) => s.packed?.editionId ?? null);
  const told = useStore(planStore, (s) => s.told);
  // Whatever is done to a plan may make an edition wait, or take it back.
  const heard = [...told.values()].reduce((sum, { revision }) => sum + revision, 0);
  const first = useAnswer<EditionPage>('/api/editions?limit=50', `${inForce} ${heard}`);
  const [older, setOlder] = useState<EditionPage[]>([]);
  const [failed, setFailed] = useState<string | null>(null);
  const says = words.panels.editions;
  if (!first.value)
    return first.reason === null ? (
      <p className="note">{says.loading}</p>
    ) : (
      <p className="note" role="alert">
        {says.failed}
        {words.panels.colon}
        {refusalSentence(words, first.reason)}{' '}
        <button type="button" className="button small" onClick={first.again}>
          {says.again}
        </button>
      </p>
    );
  const pages = [first.value, ...older];
  const next = pages.at(-1)?.next ?? null;
  const editions = [...new Map(pages.flatMap((page) => page.editions).map((one) => [one.id, one])).values()]; // prettier-ignore
  const more = async (): Promise<void> => {
    const answer = await askServer<EditionPage>(`/api/editions?limit=50&before=${next}`);
    setFailed(answer.ok ? null : answer.reason);
    if (answer.ok) setOlder((was) => [...was, answer.value]);
  };
  return (
    <>
      {editions.length === 0 && <p className="note">{says.none}</p>}
      <ul className="plan-rows" aria-label={says.title}>
        {editions.map((edition) => (
          <EditionLine key={edition.id} edition={edition} inForce={inForce} />
        ))}
      </ul>
      {failed !== null && (
        <p className="note" role="alert">
          {refusalSentence(words, failed)}
        </p>
      )}
      {next !== null && (
        <button type="button" className="button small" onClick={() => void more()}>
          {says.more}
        </button>
      )}
    </>
  );
}

function EditionLine({ edition, inForce }: { edition: Edition; inForce: number | null }) {
  const { words, language } = useWords();
  const zone = useDistrict()?.timeZone ?? 'UTC';
  const [asking, setAsking] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const says = words.panels.editions;
  const restore = async (): Promise<void> => {
    if (inForce === null || asking === null) return;
    setBusy(true);
    const body = { id: asking, name: says.restoreName(edition.name).slice(0, 200), expects: inForce }; // prettier-ignore
    const answer = await askServer<Plan>(`/api/editions/${edition.id}/restore`, { body, patienceMs: PATIENCE_MS }); // prettier-ignore
    setBusy(false);
    setRefused(answer.ok ? null : answer.reason);
    if (!answer.ok) return;
    setAsking(null);
    planStore.setState((s) => ({ told: new Map(s.told).set(answer.value.id, answer.value) }));
  };
  return (
    <li data-edition={edition.id} data-state={edition.state}>
      <span className="name">{edition.name}</span>
      <span className="state">{says.states[edition.state]}</span>
      {edition.state === 'past' && asking === null && (
        <button type="button" className="button small" onClick={() => setAsking(newUuid())}>
          {says.restore}
        </button>
      )}
      <span className="facts">
        {says.from(formatMoment(Date.parse(edition.validFrom), serverNow(), zone, language))}
        <FileLinks of={`/api/editions/${edition.id}/areas`} />
        {edition.follows !== null && (
          <>
            {' · '}
            <a href={`/api/editions/${edition.id}/crosswalk.csv`} download>
              {says.crosswalk}
            </a>
          </>
        )}
      </span>
      {asking !== null && (
        <div className="ask" role="group" aria-label={says.restore}>
          <p>{says.restoreAsk(edition.name)}</p>
          <button type="button" className="button small" onClick={() => setAsking(null)}>
            {says.cancel}
          </button>
          <button
            type="button"
            className="button small primary"
            disabled={busy}
            onClick={() => void restore()}
          >
            {says.restoreDo}
          </button>
        </div>
      )}
      {refused !== null && (
        <span className="refused" role="alert">
          {refusalSentence(words, refused)}
        </span>
      )}
    </li>
  );
}
