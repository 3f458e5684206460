import type { Asked } from '../ui/use-answer.ts';
import { refusalSentence, useWords } from '../words/words.ts';

/** Why something of an account was not answered, and asking again; nothing where it was. */
export function NotAnswered({ asked: { reason, again } }: { asked: Asked<unknown> }) {
  const { words } = useWords();
  if (reason === null) return null;
  return (
    <p className="refused" role="alert">
      {refusalSentence(words, reason)}{' '}
      <button type="button" className="link" onClick={again}>
        {words.panels.editions.again}
      </button>
    </p>
  );
}
