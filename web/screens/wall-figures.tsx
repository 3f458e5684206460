import { useMemo } from 'react';

import type { IncidentCounts } from '#data/wire/incident-counts.ts';

import { incidentStore } from '../live/stores.ts';
import { DayBars } from '../plots/day-bars.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { useStore, useVersions } from '../ui/use-live.ts';
import { formatFigure } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { figureSize } from './wall-layout.ts';

const FIGURES = ['open', 'openGrave', 'newToday', 'closedToday'] as const;
/** Days beside what is new today, and where they fit: beside three digits. */
const DAYS = 7;
const DAYS_PX = [34, 34] as const;
const DAYS_BESIDE = 3;
const DAYS_EACH_MS = 60_000;

/** What was reported on each of the last days, today's as it is counted live; null until it is known, and where it is not known any more. */
function useDays(newToday: number | undefined): readonly number[] | null {
  const { value, reason } = useAnswer<IncidentCounts>('/api/incidents/counts?weeks=1', useVersions(), DAYS_EACH_MS); // prettier-ignore
  return useMemo(() => {
    if (!value || reason !== null || newToday === undefined) return null;
    return [...value.days.slice(-DAYS, -1).map((day) => day.count), newToday];
  }, [value, reason, newToday]);
}

/** The four figures, beside today's new ones those of the days before; grey shapes of their size until they are there. */
export function WallFigures({ tops }: { tops: readonly [number, number] }) {
  const { words, language } = useWords();
  const figures = useStore(incidentStore, (s) => s.figures);
  const days = useDays(figures?.newToday);
  return (
    <dl className="wall-figures" aria-label={words.figures.label}>
      {FIGURES.map((key, i) => {
        const text = figures && formatFigure(figures[key], language);
        return (
          <div key={key} style={{ top: `calc(${tops[i >> 1]}px * var(--k))` }}>
            <dt>{words.figures[key]}</dt>
            <dd
              data-figure={key}
              style={{ fontSize: `calc(${figureSize(text ?? '')}px * var(--k))` }}
            >
              {text ?? <i className="shape" />}
              {key === 'newToday' && days && text && text.length <= DAYS_BESIDE && (
                <DayBars values={days} size={DAYS_PX} />
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
