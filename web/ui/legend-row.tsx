import type { ReactNode } from 'react';

import { tallyStore } from '../map/tally.ts';
import { useWords } from '../words/words.ts';

import { useStore } from './use-live.ts';

/** A line of the legend: a symbol, its word, how many. */
export function LegendRow(props: { symbol: ReactNode; name: string; count?: ReactNode }) {
  return (
    <li className="legend-row">
      <span className="legend-symbol">{props.symbol}</span>
      <span className="legend-name">{props.name}</span>
      <span className="count">{props.count}</span>
    </li>
  );
}

/** The line that says what areas' numbers mean: there while they are, in the layer's place. `sign` is what stands beside them. */
export function ByAreaRow(props: {
  of: 'incidents' | 'units' | 'cameras' | 'captains';
  sign: string;
}) {
  const { words } = useWords();
  const there = useStore(tallyStore, (tallies) => tallies[props.of]?.byArea ?? false);
  return there && <LegendRow symbol={props.sign} name={words.layers.byArea[props.of]} />;
}
