import { useState } from 'react';

import type { OrganisationEntry } from '#data/people/managing.ts';

import { ActForm } from '../accounts/act-form.tsx';
import { useSending } from '../accounts/use-sending.ts';
import { nameIn, useWords } from '../words/words.ts';

import { PickFound, type Found } from './pick-found.tsx';
import type { Forest } from './tree-rows.ts';

const SHOWN_MAX = 8;

/** Hang an organisation, with all below it, on another one or on top. What lies below it is not offered. */
export function MoveOrganisation(props: {
  entry: OrganisationEntry;
  /** Of all that are not closed. */
  forest: Forest;
  /** Whoever is here may found one on top. */
  mayBeTop: boolean;
  onDone: () => void;
  onCancel: () => void;
}) {
  const { words, language } = useWords();
  const { entry, forest } = props;
  const says = words.organisations;
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<Found | null>(null);
  const { isBusy, refusal, refuse, send } = useSending();
  const text = typed.toLowerCase();
  const found: Found[] = [];
  if (text !== '')
    for (const one of forest.byId.values()) {
      if (found.length === SHOWN_MAX) break;
      const chain = forest.chainOf(one.id);
      const isBelow = one.id === entry.id || chain.some(({ id }) => id === entry.id);
      if (!one.mayChange || isBelow || one.id === entry.parentId) continue;
      if (!`${one.name}\n${one.nameEn ?? ''}`.toLowerCase().includes(text)) continue;
      found.push({
        id: one.id,
        name: nameIn(language, one),
        more: chain.map((step) => nameIn(language, step)).join(' › '),
      });
    }
  const move = async (parentId: number | null): Promise<void> => {
    if (await send(`/api/organisations/${entry.id}/parent`, { body: { parentId } })) props.onDone();
  };
  const submit = (): void => {
    if (chosen) void move(chosen.id);
    else refuse(says.chooseParent);
  };
  return (
    <ActForm
      label={says.move}
      heading="h3"
      go={says.moveThere}
      refusal={refusal}
      isBusy={isBusy}
      onSubmit={submit}
      onCancel={props.onCancel}
      other={
        props.mayBeTop &&
        entry.parentId !== null && (
          <button
            type="button"
            className="button"
            disabled={isBusy}
            onClick={() => void move(null)}
          >
            {says.toTop}
          </button>
        )
      }
    >
      <PickFound
        label={says.parent}
        placeholder={words.managing.findPlace}
        found={found}
        isNone={text !== '' && found.length === 0}
        isFirst
        onType={setTyped}
        onChoose={setChosen}
      />
    </ActForm>
  );
}
