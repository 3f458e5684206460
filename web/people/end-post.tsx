import { useState } from 'react';

import type { ManagedPost } from '#data/people/managing.ts';

import { ActForm } from '../accounts/act-form.tsx';
import { useSending } from '../accounts/use-sending.ts';
import { DayField } from '../ui/labelled-fields.tsx';
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
  const submit = async (): Promise<void> => {
    const at = dayEnds(last, zone);
    const body = at === null ? {} : { at: new Date(at).toISOString() };
    if (await send(`/api/posts/${post.id}/end`, { body })) props.onDone();
  };
  return (
    <ActForm
      className="post-form"
      label={props.label}
      go={last === '' ? says.endNow : says.endThen}
      refusal={refusal}
      isBusy={isBusy}
      onSubmit={() => void submit()}
      onCancel={props.onCancel}
    >
      <DayField label={says.until} hint={says.endHint} isFirst value={last} onChange={setLast} />
    </ActForm>
  );
}
