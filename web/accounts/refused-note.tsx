import { useWords } from '../words/words.ts';

/** Why somebody who came back from elsewhere was not let in, as the address says; of what it could not mean nothing. */
export function RefusedNote() {
  const { words } = useWords();
  const reason = new URLSearchParams(window.location.search).get('refused') ?? '';
  const sentence = Object.entries(words.refusals).find(([known]) => known === reason)?.[1];
  if (sentence === undefined) return null;
  return (
    <p className="refused" role="alert">
      {sentence}
    </p>
  );
}
