import type { ReactNode } from 'react';

import { SEVERITIES, type Severity } from '#data/incidents/incident.ts';

import { SeveritySymbol } from '../incidents/severity-symbol.tsx';
import { designZoom, incidentForm, unitForm } from '../map/lod.ts';
import type { LayerKey } from '../map/scene.ts';
import { Symbol } from '../map/symbol.tsx';
import { UNIT_SYMBOLS } from '../units/unit-symbols.ts';
import { useWords } from '../words/words.ts';

import { legendTops, TOP_PX } from './wall-layout.ts';

type Mark = Severity | 'incident-count' | 'dot' | 'squad' | 'unit-count';

/** What stands on a wall's map at a zoom of the design: nobody looks for the meaning of what is not there. */
export function marksOnWall(shown: readonly LayerKey[], zoom: number): Mark[] {
  const marks: Mark[] = [];
  if (shown.includes('incidents')) {
    const forms = SEVERITIES.map((severity) => incidentForm(severity, zoom, true));
    marks.push(...SEVERITIES.filter((_, i) => forms[i] === 'symbol' || forms[i] === 'quiet'));
    if (forms.includes('count')) marks.push('incident-count');
  }
  if (shown.includes('units'))
    marks.push(...(unitForm(zoom, true) === 'count' ? (['unit-count'] as const) : (['dot', 'squad'] as const))); // prettier-ignore
  return marks;
}

/** At the lower left of a wall's map, outside the district, row by row off the seams. */
export function WallLegend(props: {
  shown: readonly LayerKey[];
  /** MapLibre's; null until the map looks somewhere. */
  zoom: number | null;
  k: number;
  /** Where its last row ends, design px. */
  bottom: number;
  seams: readonly number[];
}) {
  const { words } = useWords();
  const { k, zoom } = props;
  if (zoom === null) return null;
  const rowOf = (mark: Mark): { symbol: ReactNode; text: string } => {
    if (mark === 'incident-count') return { symbol: '▲', text: words.layers.byArea.incidents };
    if (mark === 'unit-count') return { symbol: '●', text: words.layers.byArea.units };
    if (mark === 'dot') return { symbol: <i className="dot" />, text: words.feeds.fixes };
    if (mark === 'squad')
      return {
        symbol: <Symbol painter={UNIT_SYMBOLS['squad-plain']!} size={16 * k} />,
        text: words.units.kinds.squad,
      };
    return {
      symbol: <SeveritySymbol severity={mark} size={22 * k} />,
      text: words.severity[mark],
    };
  };
  const marks = marksOnWall(props.shown, designZoom(zoom, { scale: k }));
  const tops = legendTops(marks.length, props.bottom, props.seams);
  return (
    <ul className="wall-legend" aria-label={words.wall.legend}>
      {marks.map((mark, i) => {
        const { symbol, text } = rowOf(mark);
        return (
          <li key={mark} data-over-map style={{ top: `calc(${tops[i]! - TOP_PX}px * var(--k))` }}>
            <span className="sign">{symbol}</span>
            {text}
          </li>
        );
      })}
    </ul>
  );
}
