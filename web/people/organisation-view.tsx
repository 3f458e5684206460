import { useState } from 'react';

import type { OrganisationEntry } from '#data/people/managing.ts';

import { useSending } from '../accounts/use-sending.ts';
import { formatCount, isoDate } from '../words/format.ts';
import { langOf, nameIn, useWords } from '../words/words.ts';

import { MoveOrganisation } from './move-organisation.tsx';
import { OrganisationForm } from './organisation-form.tsx';
import { OrganisationPeople } from './organisation-people.tsx';
import type { Forest } from './tree-rows.ts';

type Doing = 'change' | 'move' | 'add' | 'close' | null;

/** An organisation: where it hangs, what may be done to it, who is in it. */
export function OrganisationView(props: {
  entry: OrganisationEntry;
  /** Of all that are not closed. */
  forest: Forest;
  mayBeTop: boolean;
  zone: string;
  onChanged: () => void;
  onChoose: (id: number) => void;
}) {
  const { words, language } = useWords();
  const { entry, forest, onChanged } = props;
  const says = words.organisations;
  const [doing, setDoing] = useState<Doing>(null);
  const { isBusy, refusal, send } = useSending();
  const chain = forest.chainOf(entry.id);
  const below = forest.below(entry.id).length;
  const isInUse = below + entry.posts > 0;
  const done = (): void => {
    setDoing(null);
    onChanged();
  };
  const close = async (): Promise<void> => {
    if (await send(`/api/organisations/${entry.id}/close`, { body: {} })) onChanged();
    setDoing(null);
  };
  const name = nameIn(language, entry);
  const isOpen = entry.closedAt === null;
  return (
    <>
      <div className="organisation-head">
        <nav aria-label={says.above} className="chain">
          {chain.length === 0
            ? says.isTop
            : chain.map((step) => (
                <span key={step.id}>
                  <button type="button" className="link" onClick={() => props.onChoose(step.id)}>
                    {nameIn(language, step)}
                  </button>
                  {' › '}
                </span>
              ))}
        </nav>
        <h2 lang={langOf(name)}>{name}</h2>
        <p>
          {says.kinds[entry.kind]} · {says.below(formatCount(below))} ·{' '}
          {says.posts(formatCount(entry.posts))}
          {!isOpen && ` · ${says.closedOn(isoDate(Date.parse(entry.closedAt!), props.zone))}`}
        </p>
      </div>
      {isOpen && !entry.mayChange && <p>{says.beyond}</p>}
      {isOpen && entry.mayChange && (doing === null || doing === 'close') && (
        <div className="acts">
          {(['add', 'change', 'move'] as const).map((act) => (
            <button key={act} type="button" className="button small" onClick={() => setDoing(act)}>
              {says[act]}
            </button>
          ))}
          {!isInUse && (
            <button
              type="button"
              className="button small"
              disabled={isBusy}
              onClick={() => (doing === 'close' ? void close() : setDoing('close'))}
            >
              {doing === 'close' ? says.closeNow : says.close}
            </button>
          )}
          {isInUse && <small>{says.inUse}</small>}
        </div>
      )}
      <p className="refused" role="alert">
        {refusal}
      </p>
      {(doing === 'add' || doing === 'change') && (
        <OrganisationForm
          key={doing}
          label={says[doing]}
          entry={doing === 'change' ? entry : null}
          parentId={entry.id}
          onDone={(id) => {
            done();
            props.onChoose(id);
          }}
          onCancel={() => setDoing(null)}
        />
      )}
      {doing === 'move' && (
        <MoveOrganisation
          entry={entry}
          forest={forest}
          mayBeTop={props.mayBeTop}
          onDone={done}
          onCancel={() => setDoing(null)}
        />
      )}
      <OrganisationPeople id={entry.id} />
    </>
  );
}
