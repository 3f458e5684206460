import { useState } from 'react';

import type { PostRole } from '#data/people/person.ts';

import { useAnswer } from '../ui/use-answer.ts';
import { useWords } from '../words/words.ts';

import { PickFound } from './pick-found.tsx';

const SHOWN_MAX = 8;

interface People {
  people: { id: number; name: string; posts: { role: PostRole; organisation: string | null }[] }[];
}

/** Somebody, found by name; what they hold tells them from others of it. */
export function PickPerson(props: {
  label: string;
  /** Who is not offered. */
  but: number;
  onChoose: (id: number | null) => void;
}) {
  const { words } = useWords();
  const [asked, setAsked] = useState('');
  const { value } = useAnswer<People>(asked ? `/api/people?limit=${SHOWN_MAX + 1}&q=${encodeURIComponent(asked)}` : null); // prettier-ignore
  const found = (asked ? (value?.people ?? []) : [])
    .filter(({ id }) => id !== props.but)
    .slice(0, SHOWN_MAX)
    .map(({ id, name, posts }) => ({
      id,
      name,
      more: posts
        .map(({ role, organisation }) => `${words.people.roles[role]} ${organisation ?? ''}`.trim())
        .join(' · '),
    }));
  return (
    <PickFound
      label={props.label}
      placeholder={words.managing.findPerson}
      found={found}
      isNone={asked !== '' && value !== null && found.length === 0}
      isFirst
      onType={setAsked}
      onChoose={(one) => props.onChoose(one?.id ?? null)}
    />
  );
}
