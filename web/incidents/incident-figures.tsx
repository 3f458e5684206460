import './incident-figures.css';

import type { Severity } from '#data/incidents/incident.ts';

import { incidentStore } from '../live/stores.ts';
import { useStore } from '../ui/use-live.ts';
import { useMay } from '../ui/use-may.ts';
import { formatFigure } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import type { Arrangement, Listed } from './arrange-list.ts';

const GRAVE: readonly Severity[] = [1, 2];
/** What each figure counts: the list shows just that when it is pressed. */
const FIGURES = {
  open: { listed: 'open', severities: [] },
  openGrave: { listed: 'open', severities: GRAVE },
  newToday: { listed: 'new', severities: [] },
  closedToday: { listed: 'closed', severities: [] },
} as const satisfies Record<string, { listed: Listed; severities: readonly Severity[] }>;
type FigureKey = keyof typeof FIGURES;

/** The figure whose incidents are listed: of what is open the Ⅰ–Ⅱ when just those are. */
function pressedFigure({ listed, severities }: Arrangement): FigureKey {
  if (listed === 'new') return 'newToday';
  if (listed === 'closed') return 'closedToday';
  return severities.join() === GRAVE.join() ? 'openGrave' : 'open';
}

/** The four figures: open, open Ⅰ–Ⅱ, new today, closed today. They change without rolling; each lists what it counts. */
export function IncidentFigures(props: {
  arrangement: Arrangement;
  onArrange: (arrangement: Arrangement) => void;
}) {
  const { words, language } = useWords();
  const figures = useStore(incidentStore, (s) => s.figures);
  const pressed = pressedFigure(props.arrangement);
  // A nought would be said of the district.
  const maySee = useMay('see-incidents');
  return (
    <div className="incident-figures" role="group" aria-label={words.figures.label}>
      {(Object.keys(FIGURES) as FigureKey[]).map((key) => (
        <button
          key={key}
          type="button"
          aria-pressed={key === pressed}
          title={words.figures.list(words.figures[key])}
          data-figure={key}
          onClick={() => props.onArrange({ ...props.arrangement, ...FIGURES[key] })}
        >
          <span className="name">{words.figures[key]}</span>
          <span className="figure">
            {!figures ? (
              <i aria-hidden="true" />
            ) : maySee ? (
              formatFigure(figures[key], language)
            ) : (
              '—'
            )}
          </span>
        </button>
      ))}
    </div>
  );
}
