import type { ReactNode } from 'react';

import { useWords } from '../words/words.ts';

/** A line of the legend: a symbol, its word, how many of it the district has. `half`: two of few words stand on one line. */
export function LegendRow(props: {
  symbol: ReactNode;
  name: string;
  count?: ReactNode;
  half?: boolean;
}) {
  const { words } = useWords();
  return (
    <li className={`legend-row${props.half ? ' half' : ''}`}>
      <span className="legend-symbol">{props.symbol}</span>
      <span className="legend-name">{props.name}</span>
      {props.count !== undefined && (
        <span className="count" title={words.layers.inDistrict}>
          {props.count}
        </span>
      )}
    </li>
  );
}
