import { useState } from 'react';

import type { Edition } from '#data/areas/edition.ts';
import type { Plan } from '#data/plans/plan.ts';

import { askServer } from '../../live/ask-server.ts';
import { newUuid } from '../../live/new-uuid.ts';
import { areaStore, planStore } from '../../live/stores.ts';
import { useStore } from '../../ui/use-live.ts';
import { useMayAll } from '../../ui/use-may.ts';
import { langOf, refusalSentence, useWords } from '../../words/words.ts';
import { deskStore } from '../desk/desk.ts';

import { FileLinks } from './file-links.tsx';
import { PagedRows, usePages } from './paged-rows.tsx';
import { useEditionName } from './use-edition-name.ts';
import { useMoment } from './use-moment.ts';

/** For the answer to going back: it writes an edition of the whole district. */
const PATIENCE_MS = 120_000;

interface EditionPage {
  editions: Edition[];
  next: number | null;
}

/** Editions, the newest first: each can be looked at, and those that are past gone back to. */
export function EditionList({ onLook }: { onLook: (editionId: number) => void }) {
  const { words } = useWords();
  const inForce = useStore(areaStore, (s) => s.packed?.editionId ?? null);
  const told = useStore(planStore, (s) => s.told);
  // Whatever is done to a plan may make an edition wait, or take it back.
  const heard = [...told.values()].reduce((sum, { revision }) => sum + revision, 0);
  const paged = usePages<EditionPage>('/api/editions?limit=50', `${inForce} ${heard}`);
  const says = words.panels.editions;
  const all = paged.pages.flatMap((page) => page.editions);
  const editions = [...new Map(all.map((one) => [one.id, one])).values()];
  return (
    <PagedRows
      paged={paged}
      says={says}
      none={says.none}
      rows={editions.map((edition) => (
        <EditionLine key={edition.id} edition={edition} inForce={inForce} onLook={onLook} />
      ))}
    />
  );
}

function EditionLine(props: {
  edition: Edition;
  inForce: number | null;
  onLook: (editionId: number) => void;
}) {
  const { edition, inForce, onLook } = props;
  const { words } = useWords();
  const moment = useMoment();
  const name = useEditionName()(edition);
  const [asking, setAsking] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const looked = useStore(deskStore, (s) => s.edition);
  const [mayRestore, mayHandOut] = [useMayAll('publish-plan'), useMayAll('hand-out')];
  const says = words.panels.editions;
  const restore = async (): Promise<void> => {
    if (inForce === null || asking === null) return;
    setBusy(true);
    const body = { id: asking, name: says.restoreName(name).slice(0, 200), expects: inForce }; // prettier-ignore
    const answer = await askServer<Plan>(`/api/editions/${edition.id}/restore`, { body, patienceMs: PATIENCE_MS }); // prettier-ignore
    setBusy(false);
    setRefused(answer.ok ? null : answer.reason);
    if (!answer.ok) return;
    setAsking(null);
    planStore.setState((s) => ({ told: new Map(s.told).set(answer.value.id, answer.value) }));
  };
  return (
    <li data-edition={edition.id} data-state={edition.state}>
      <button
        type="button"
        className="link name"
        title={says.looking.at}
        lang={langOf(name)}
        aria-current={edition.id === (looked ?? inForce)}
        onClick={() => onLook(edition.id)}
      >
        {name}
      </button>
      <span className="state">{says.states[edition.state]}</span>
      {mayRestore && edition.state === 'past' && asking === null && (
        <button type="button" className="button small" onClick={() => setAsking(newUuid())}>
          {says.restore}
        </button>
      )}
      <span className="facts">
        {edition.name.trim()
          ? says.from(moment(edition.validFrom))
          : mayHandOut && words.panels.importing.files}
        {mayHandOut && <FileLinks of={`/api/editions/${edition.id}/areas`} />}
        {mayHandOut && edition.follows !== null && (
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
          <p>{says.restoreAsk(name)}</p>
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
