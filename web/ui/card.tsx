import './card.css';

import type { ReactNode } from 'react';

import { refusalSentence, useWords } from '../words/words.ts';

/** The frame of a card: what kind of thing, its name, a way to close it, its lines. */
export function Card(props: {
  /** The small line above the name. */
  over: ReactNode;
  title: string;
  symbol?: ReactNode;
  close: () => void;
  children: ReactNode;
  foot?: ReactNode;
  /** For tests: noun and id. */
  about: string;
}) {
  const { words } = useWords();
  return (
    <section className="card" aria-label={props.title} data-card={props.about}>
      <header>
        <p className="over">{props.over}</p>
        <button
          type="button"
          className="button bare small close"
          aria-label={words.card.close}
          title={`${words.card.close} (Esc)`}
          onClick={props.close}
        >
          <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
            <path d="M1.5 1.5l9 9M10.5 1.5l-9 9" stroke="currentColor" strokeWidth="1.6" />
          </svg>
        </button>
        <h2>
          {props.symbol}
          {props.title}
        </h2>
      </header>
      <div className="card-body">{props.children}</div>
      {props.foot && <footer>{props.foot}</footer>}
    </section>
  );
}

/** A card whose thing is still on its way, or could not be fetched. */
export function CardWaiting(props: {
  over: string;
  about: string;
  reason: string | null;
  again: () => void;
  close: () => void;
}) {
  const { words } = useWords();
  const failed = props.reason !== null;
  return (
    <Card
      over={props.over}
      title={failed ? words.card.failed : words.card.loading}
      close={props.close}
      about={props.about}
    >
      {failed ? (
        <div role="alert">
          <p className="card-note">{refusalSentence(words, props.reason!)}</p>
          <button type="button" className="button small" onClick={props.again}>
            {words.card.retry}
          </button>
        </div>
      ) : (
        <div className="card-shapes" aria-hidden="true">
          <i />
          <i />
          <i />
        </div>
      )}
    </Card>
  );
}

/** Label and value, a line each; what is null is left out. */
export function Facts({ lines }: { lines: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts">
      {lines.map(([label, value]) =>
        value === null || value === '' || value === undefined ? null : (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
