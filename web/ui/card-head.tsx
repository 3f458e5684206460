import './card-head.css';

import type { ReactNode } from 'react';

import { langOf, useWords } from '../words/words.ts';

import { CloseButton } from './close-button.tsx';

export interface CardHeadProps {
  /** As it stands on the map or in lists; null where nothing is known yet. */
  symbol: ReactNode;
  /** What kind of thing it is, and how it stands. */
  kind: string;
  title: string;
  /** By which it is called in other systems; null where it has none. */
  code: string | null;
  close: () => void;
}

/** How every card begins: its symbol, what it is, its code, its name, a way to close it. */
export function CardHead({ symbol, kind, title, code, close }: CardHeadProps) {
  const { words } = useWords();
  return (
    <header className="card-head">
      <span className="symbol-place">{symbol}</span>
      <p className="over">
        <span>{kind}</span>
        {code !== null && (
          <span className="code" title={words.card.code}>
            {code}
          </span>
        )}
      </p>
      {/* Whoever opened it by keys goes on from its name. */}
      <h2 tabIndex={-1} lang={langOf(title)}>
        {title}
      </h2>
      <CloseButton name={words.card.close} by="Esc" close={close} />
    </header>
  );
}

/** The symbol of what has none on the map: a path of the 24-unit grid, as a line. */
export function CardGlyph({ path }: { path: string }) {
  return (
    <svg className="card-glyph" width="22" height="22" viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
