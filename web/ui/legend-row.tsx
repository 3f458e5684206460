import type { ReactNode } from 'react';

/** A line of the legend: a symbol, its word, how many. `half`: two of few words stand on one line. */
export function LegendRow(props: {
  symbol: ReactNode;
  name: string;
  count?: ReactNode;
  half?: boolean;
}) {
  return (
    <li className={`legend-row${props.half ? ' half' : ''}`}>
      <span className="legend-symbol">{props.symbol}</span>
      <span className="legend-name">{props.name}</span>
      {props.count !== undefined && <span className="count">{props.count}</span>}
    </li>
  );
}
