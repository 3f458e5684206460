import { useState, type FormEvent } from 'react';

import type { ManagedPost } from '#data/people/managing.ts';

import { FormEnd } from '../accounts/form-end.tsx';
import { useSending } from '../accounts/use-sending.ts';
import { dayEnds } from '../words/days.ts';
import { useWords } from '../words/words.ts';

/** End a post: at once, or with a day to come. */
export function EndPost(props: {
  post: ManagedPost;
  label: string;
  zone: string;
  onDone: () => void;
  onCancel: () => void;
}) {
  const { words } = useWords();
  const { post, zone } = props;
  const says = words.managing;
  const [last, setLast] = useState('');
  const { isBusy, refusal, send } = useSending();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const at = dayEnds(last, zone);
    const body = at === null ? {} : { at: new Date(at).toISOString() };
    if (await send(`/api/posts/${post.id}/end`, { body })) props.onDone();
  };
  return (
    <form
      className="account-form post-form"
      aria-label={props.label}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === 'Escape' && props.onCancel()}
    >
      <label className="field">
        {says.until}
        <input
          type="date"
          autoFocus
          value={last}
          onChange={(event) => setLast(event.target.value)}
        />
        <small>{says.endHint}</small>
      </label>
      <FormEnd
        refusal={refusal}
        isBusy={isBusy}
        isMain
        label={last === '' ? says.endNow : says.endThen}
      >
        <button type="button" className="button" onClick={props.onCancel}>
          {says.cancel}
        </button>
      </FormEnd>
    </form>
  );
}
