import './about.css';

import type { ReactNode } from 'react';

import type { Selection } from '../map/scene.ts';
import type { Asked } from '../ui/use-answer.ts';
import { refusalSentence, useWords } from '../words/words.ts';

/** What is asked about, and how a line goes to what it names; `known`: where that is, for what the map does not know. */
export interface AboutProps {
  of: Selection;
  go: (to: Selection, known?: [number, number] | null) => void;
}

/** A part of a card that is asked for by itself: on its way, failed (and again), nothing to say, or its lines. */
export function Section<T>(props: {
  /** For tests and anchors. */
  name: string;
  title: string;
  /** Said beside the title: how far around, how many. */
  note?: ReactNode;
  aside?: ReactNode;
  asked: Asked<T>;
  /** The sentence for an answer without lines; null where it has some. */
  none: (value: T) => string | null;
  children: (value: T) => ReactNode;
}) {
  const { words } = useWords();
  const { asked, name, title, note, aside } = props;
  const { value, reason } = asked;
  const none = value === null ? null : props.none(value);
  return (
    <section className="about" aria-label={title} data-about={name}>
      <header>
        <h3>{title}</h3>
        <span className="note">{note}</span>
        {aside}
      </header>
      {reason !== null && (
        <p className="card-note" role="alert">
          {value === null ? words.card.failed : words.card.stale} {refusalSentence(words, reason)}{' '}
          <button type="button" className="button small" onClick={asked.again}>
            {words.card.retry}
          </button>
        </p>
      )}
      {value === null && reason === null && (
        <div className="card-shapes" aria-hidden="true">
          <i />
          <i />
          <i />
        </div>
      )}
      {none !== null && <p className="none">{none}</p>}
      {value !== null && none === null && props.children(value)}
    </section>
  );
}
