import { useEffect, useId, useState } from 'react';

import type { SearchAnswers } from '#data/wire/search.ts';

import { useAnswer } from '../ui/use-answer.ts';
import { nameIn, useWords } from '../words/words.ts';

/** After the last letter. */
const TYPED_MS = 250;
const SHOWN_MAX = 8;

interface Found {
  id: number;
  name: string;
  /** What tells it from another of its name. */
  more: string;
}
interface Organisations {
  organisations: { id: number; name: string; nameEn: string | null; parent: string | null }[];
}

/** An area or an organisation, found by its name and chosen of what is found; by Tab and Enter alone, too. */
export function PickPlace(props: {
  of: 'areas' | 'organisations';
  label: string;
  onChoose: (id: number | null) => void;
}) {
  const { words, language } = useWords();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const [chosen, setChosen] = useState<Found | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const q = encodeURIComponent(asked);
  const path = props.of === 'areas' ? `/api/search?q=${q}` : `/api/organisations?limit=${SHOWN_MAX}&q=${q}`; // prettier-ignore
  const answer = useAnswer<SearchAnswers & Organisations>(asked && !chosen ? path : null);
  const found: Found[] =
    (props.of === 'areas'
      ? (answer.value?.answers ?? [])
          .filter(({ noun }) => noun === 'areas')
          .map(({ id, name, nameEn, code, areas }) => ({
            id: Number(id),
            name: nameIn(language, { name: name ?? code ?? '', nameEn }),
            more: areas.slice(-2).map((step) => nameIn(language, step)).join(' '),
          }))
      : (answer.value?.organisations ?? []).map((one) => ({ id: one.id, name: nameIn(language, one), more: one.parent ?? '' }))) // prettier-ignore
      .slice(0, SHOWN_MAX);
  const choose = (one: Found | null): void => {
    setChosen(one);
    setTyped('');
    setAsked('');
    props.onChoose(one?.id ?? null);
  };
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      {chosen ? (
        <span className="chosen">
          <strong>{chosen.name}</strong>
          <button
            type="button"
            id={id}
            className="button bare small"
            aria-label={`${props.label} ✕`}
            onClick={() => choose(null)}
          >
            ✕
          </button>
        </span>
      ) : (
        <input
          id={id}
          type="search"
          value={typed}
          maxLength={100}
          autoComplete="off"
          placeholder={words.managing.findPlace}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || typed.trim() === '') return;
            // It takes the first that is found, and sends no form.
            event.preventDefault();
            if (found[0]) choose(found[0]);
          }}
        />
      )}
      {found.length > 0 && (
        <ul className="found">
          {found.map((one) => (
            <li key={one.id}>
              <button type="button" onClick={() => choose(one)}>
                {one.name} <small>{one.more}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
