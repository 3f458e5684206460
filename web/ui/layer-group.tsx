import './layer-group.css';

import { useState, type ReactNode } from 'react';

import type { LoadState } from '../live/stores.ts';
import { useWords } from '../words/words.ts';

/** What a layer's switch needs to know. */
export interface LayerSwitch {
  on: boolean;
  toggle: () => void;
}

const FOLDED = 'jingwei.folded';
function foldedNames(): string[] {
  try {
    return (localStorage.getItem(FOLDED) ?? '').split(',').filter(Boolean);
  } catch {
    return [];
  }
}

/** A layer of the map in the left column: its switch, what it counts, and, unless folded, its legend. */
export function LayerGroup(props: {
  name: string;
  layer: LayerSwitch;
  /** Key under which folding is remembered, and for tests. */
  layerKey: string;
  count?: ReactNode;
  load?: LoadState;
  retry?: () => void;
  children?: ReactNode;
}) {
  const { words } = useWords();
  const { on, toggle } = props.layer;
  const [folded, setFolded] = useState(() => foldedNames().includes(props.layerKey));
  const fold = (): void => {
    const names = foldedNames().filter((n) => n !== props.layerKey);
    if (!folded) names.push(props.layerKey);
    try {
      localStorage.setItem(FOLDED, names.join(','));
    } catch {
      // It is then folded for as long as the page is there.
    }
    setFolded(!folded);
  };
  const failed = props.load === 'failed';
  return (
    <section className={`layer-group${on ? '' : ' off'}`} data-layer={props.layerKey}>
      <h3>
        <button
          type="button"
          role="switch"
          aria-checked={on}
          className="layer-switch"
          onClick={toggle}
          title={`${on ? words.layers.hide : words.layers.show} ${props.name}`}
        >
          <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
            <rect x="0.75" y="0.75" width="12.5" height="12.5" rx="2.5" />
            {on && <path d="M3.4 7.2 6 9.8l4.8-5.4" />}
          </svg>
          <span className={failed ? 'failed' : undefined}>{props.name}</span>
          <span className="count">
            {props.load === 'loading' ? words.layers.loading : failed ? null : props.count}
          </span>
        </button>
        {failed && (
          <button type="button" className="layer-retry" onClick={props.retry}>
            {words.layers.failed} · {words.layers.retry}
          </button>
        )}
        {props.children && !failed && (
          <button
            type="button"
            className="layer-fold"
            aria-expanded={!folded}
            aria-label={`${folded ? words.layers.unfold : words.layers.fold} ${props.name}`}
            onClick={fold}
          >
            <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
              <path d={folded ? 'M3 1.5 6.5 5 3 8.5' : 'M1.5 3 5 6.5 8.5 3'} />
            </svg>
          </button>
        )}
      </h3>
      {!folded && !failed && props.children && <ul>{props.children}</ul>}
    </section>
  );
}

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
