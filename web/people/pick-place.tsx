import { useState } from 'react';

import type { SearchAnswers } from '#data/wire/search.ts';

import { useAnswer } from '../ui/use-answer.ts';
import { nameIn, useWords } from '../words/words.ts';

import { PickFound, type Found } from './pick-found.tsx';

const SHOWN_MAX = 8;

interface Organisations {
  organisations: { id: number; name: string; nameEn: string | null; parent: string | null }[];
}

/** An area or an organisation, found by its name. */
export function PickPlace(props: {
  of: 'areas' | 'organisations';
  label: string;
  onChoose: (id: number | null) => void;
}) {
  const { words, language } = useWords();
  const [asked, setAsked] = useState('');
  const q = encodeURIComponent(asked);
  const path = props.of === 'areas' ? `/api/search?q=${q}` : `/api/organisations?limit=${SHOWN_MAX}&q=${q}`; // prettier-ignore
  const { value } = useAnswer<SearchAnswers & Organisations>(asked ? path : null);
  const found: Found[] =
    props.of === 'areas'
      ? (value?.answers ?? [])
          .filter(({ noun }) => noun === 'areas')
          .map(({ id, name, nameEn, code, areas }) => ({
            id: Number(id),
            name: nameIn(language, { name: name ?? code ?? '', nameEn }),
            more: areas.slice(-2).map((step) => nameIn(language, step)).join(' '),
          }))
      : (value?.organisations ?? []).map((one) => ({ id: one.id, name: nameIn(language, one), more: one.parent ?? '' })); // prettier-ignore
  return (
    <PickFound
      label={props.label}
      placeholder={words.managing.findPlace}
      found={asked ? found.slice(0, SHOWN_MAX) : []}
      isNone={asked !== '' && value !== null && found.length === 0}
      onType={setAsked}
      onChoose={(one) => props.onChoose(one?.id ?? null)}
    />
  );
}
