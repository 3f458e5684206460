import './incident-figures.css';

import { incidentStore } from '../live/stores.ts';
import { useStore } from '../ui/use-live.ts';
import { formatFigure } from '../words/format.ts';
import { useWords } from '../words/words.ts';

const FIGURES = ['open', 'openGrave', 'newToday', 'closedToday'] as const;

/** The four figures: open, open Ⅰ–Ⅱ, new today, closed today. They change without rolling. */
export function IncidentFigures() {
  const { words, language } = useWords();
  const figures = useStore(incidentStore, (s) => s.figures);
  return (
    <dl className="incident-figures" aria-label={words.figures.label}>
      {FIGURES.map((key) => (
        <div key={key} data-figure={key}>
          <dt>{words.figures[key]}</dt>
          <dd>{figures ? formatFigure(figures[key], language) : <i aria-hidden="true" />}</dd>
        </div>
      ))}
    </dl>
  );
}
