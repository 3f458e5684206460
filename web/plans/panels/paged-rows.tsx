import { useEffect, useState, type ReactNode } from 'react';

import { askServer } from '../../live/ask-server.ts';
import { useAnswer, type Asked } from '../../ui/use-answer.ts';
import { formatCount } from '../../words/format.ts';
import { refusalSentence, useWords } from '../../words/words.ts';

/** A page of a list of the server, and what the next one is asked by; null at the end. */
interface Page {
  next: string | number | null;
}

interface Paged<P> {
  first: Asked<P>;
  pages: readonly P[];
  next: Page['next'];
  /** Why the last page was not had. */
  failed: string | null;
  more: () => Promise<void>;
}

/** The first pages of a list; begun anew where the first is another. */
export function usePages<P extends Page>(path: string, version: unknown = 0): Paged<P> {
  const first = useAnswer<P>(path, version);
  const [older, setOlder] = useState<readonly P[]>([]);
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => setOlder([]), [first.value]);
  const pages = first.value ? [first.value, ...older] : [];
  const next = pages.at(-1)?.next ?? null;
  const more = async (): Promise<void> => {
    const answer = await askServer<P>(`${path}&before=${next}`);
    setFailed(answer.ok ? null : answer.reason);
    if (answer.ok) setOlder((was) => [...was, answer.value]);
  };
  return { first, pages, next, failed, more };
}

/** Its rows, or why there are none yet, and a way to those before. */
export function PagedRows<P>(props: {
  paged: Paged<P>;
  says: { title: string; loading: string; failed: string; again: string; more: string };
  /** Where there are no rows. */
  none: ReactNode;
  rows: readonly ReactNode[];
  /** Those that are out of the way until they are asked for, and what stands on the fold. */
  folded?: readonly ReactNode[];
  foldSays?: (n: string) => string;
}) {
  const { words } = useWords();
  const { says, rows, folded = [] } = props;
  const { first, next, failed, more } = props.paged;
  if (!first.value)
    return first.reason === null ? (
      <p className="note">{says.loading}</p>
    ) : (
      <p className="note" role="alert">
        {says.failed}
        {words.panels.colon}
        {refusalSentence(words, first.reason)}{' '}
        <button type="button" className="button small" onClick={first.again}>
          {says.again}
        </button>
      </p>
    );
  return (
    <>
      {rows.length === 0 && next === null && <p className="note">{props.none}</p>}
      <ul className="plan-rows" aria-label={says.title}>
        {rows}
      </ul>
      {failed !== null && (
        <p className="note" role="alert">
          {refusalSentence(words, failed)}
        </p>
      )}
      {next !== null && (
        <button type="button" className="button small" onClick={() => void more()}>
          {says.more}
        </button>
      )}
      {folded.length > 0 && (
        <details className="plan-fold">
          <summary>{props.foldSays?.(formatCount(folded.length))}</summary>
          <ul className="plan-rows">{folded}</ul>
        </details>
      )}
    </>
  );
}
