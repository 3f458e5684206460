import './area-path.css';

import { Fragment } from 'react';

import { langOf, nameIn, useWords } from '../words/words.ts';

import { labelOf } from './area-label.ts';

/** An area on the way to a place. */
export interface AreaStep {
  id: number;
  level: number;
  name: string;
  nameEn: string | null;
}

/** Where a thing lies: the chain of areas from below the district down, each a way to that area's card; or that it lies in none. */
export function AreaPath({
  chain,
  onSelect,
  none,
}: {
  chain: readonly AreaStep[];
  onSelect: (areaId: number) => void;
  /** What is said in place of an empty chain; else that the place is in no area. */
  none?: string | undefined;
}) {
  const { words, language } = useWords();
  const inWords = (step: AreaStep) => ({ level: step.level, name: nameIn(language, step) });
  if (chain.length === 0) return <p className="card-note">{none ?? words.incidents.outside}</p>;
  const steps = chain.length > 1 ? chain.slice(1) : chain;
  return (
    <nav className="area-path" aria-label={words.areas.chain}>
      {steps.map((step, i) => (
        <Fragment key={step.id}>
          {i > 0 && <span aria-hidden="true">›</span>}
          <button
            type="button"
            lang={langOf(nameIn(language, step))}
            onClick={() => onSelect(step.id)}
          >
            {labelOf(inWords(step), i > 0 ? inWords(steps[i - 1]!) : undefined)}
          </button>
        </Fragment>
      ))}
    </nav>
  );
}
