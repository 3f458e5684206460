import { useState, type FormEvent } from 'react';

import type { ManagedPost, Substitution } from '#data/people/managing.ts';

import { FormEnd } from '../accounts/form-end.tsx';
import { useSending } from '../accounts/use-sending.ts';
import { dayBegins, dayEnds } from '../words/days.ts';
import { useWords } from '../words/words.ts';

import { PickPerson } from './pick-person.tsx';

/** Who stands in for a post, from a day to another; or that nobody does any more. */
export function SubstituteForm(props: {
  post: ManagedPost;
  label: string;
  zone: string;
  onDone: () => void;
  onCancel: () => void;
}) {
  const { words } = useWords();
  const { post, zone } = props;
  const says = words.managing;
  const [personId, setPerson] = useState<number | null>(null);
  const [from, setFrom] = useState('');
  const [last, setLast] = useState('');
  const { isBusy, refusal, refuse, send } = useSending();
  const say = async (body: Substitution): Promise<void> => {
    if (await send(`/api/posts/${post.id}/substitute`, { body })) props.onDone();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (personId === null) return refuse(says.choosePerson);
    const begins = dayBegins(from, zone);
    const ends = dayEnds(last, zone);
    void say({
      personId,
      // A day that has begun is now.
      ...(begins === null || begins <= Date.now()
        ? {}
        : { fromAt: new Date(begins).toISOString() }),
      ...(ends === null ? {} : { toAt: new Date(ends).toISOString() }),
    });
  };
  return (
    <form
      className="account-form post-form"
      aria-label={props.label}
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && props.onCancel()}
    >
      <PickPerson label={says.substituteWho} but={post.person.id} onChoose={setPerson} />
      <div className="two-days">
        <label className="field">
          {says.fromDay}
          <input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
          <small>{says.fromHint}</small>
        </label>
        <label className="field">
          {says.until}
          <input type="date" value={last} onChange={(event) => setLast(event.target.value)} />
          <small>{says.substituteUntil}</small>
        </label>
      </div>
      <FormEnd refusal={refusal} isBusy={isBusy} isMain label={says.substituteSet}>
        {post.substitute && (
          <button
            type="button"
            className="button"
            disabled={isBusy}
            onClick={() => void say({ personId: null })}
          >
            {says.substituteNone}
          </button>
        )}
        <button type="button" className="button" onClick={props.onCancel}>
          {says.cancel}
        </button>
      </FormEnd>
    </form>
  );
}
