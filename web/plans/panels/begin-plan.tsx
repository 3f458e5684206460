import { useState } from 'react';

import { useDistrict } from '../../ui/use-live.ts';
import { refusalSentence, useWords } from '../../words/words.ts';
import { desk } from '../desk/desk-link.ts';

/** Begins a plan on the edition in force and opens it. */
export function BeginPlan() {
  const { words } = useWords();
  const editionId = useDistrict()?.editionId ?? null;
  const [name, setName] = useState('');
  const [sentence, setSentence] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { list } = words.plan;
  const begin = async (): Promise<void> => {
    if (name.trim() === '') return setSentence(list.nameMissing);
    setBusy(true);
    const refused = await desk.begin(name.trim());
    setBusy(false);
    setSentence(refused === null ? null : refusalSentence(words, refused));
  };
  return (
    <form
      className="begin-plan"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void begin();
      }}
    >
      <input
        value={name}
        maxLength={200}
        aria-label={list.name}
        aria-invalid={sentence !== null}
        placeholder={list.nameHint}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" className="button primary" disabled={busy || editionId === null}>
        {list.begin}
      </button>
      {sentence !== null && (
        <p className="refused" role="alert">
          {sentence}
        </p>
      )}
    </form>
  );
}
