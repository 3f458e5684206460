import { useState } from 'react';

import type { ManagedPost, Substitution } from '#data/people/managing.ts';

import { ActForm } from '../accounts/act-form.tsx';
import { useSending } from '../accounts/use-sending.ts';
import { DayField } from '../ui/labelled-fields.tsx';
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
  const submit = (): void => {
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
    <ActForm
      className="post-form"
      label={props.label}
      go={says.substituteSet}
      refusal={refusal}
      isBusy={isBusy}
      onSubmit={submit}
      onCancel={props.onCancel}
      other={
        post.substitute && (
          <button
            type="button"
            className="button"
            disabled={isBusy}
            onClick={() => void say({ personId: null })}
          >
            {says.substituteNone}
          </button>
        )
      }
    >
      <PickPerson label={says.substituteWho} but={post.person.id} onChoose={setPerson} />
      <div className="two-days">
        <DayField label={says.fromDay} hint={says.fromHint} value={from} onChange={setFrom} />
        <DayField label={says.until} hint={says.substituteUntil} value={last} onChange={setLast} />
      </div>
    </ActForm>
  );
}
