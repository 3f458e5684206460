import './layer-group.css';

import { useState, type ReactNode } from 'react';

import type { LoadState } from '../live/stores.ts';
import type { LayerKey } from '../map/scene.ts';
import { useWords } from '../words/words.ts';

import { LayerAge, LayerCount, type LayerSource } from './layer-state.tsx';
import { OpacityButton, OpacitySlider } from './opacity-slider.tsx';
import { Tick } from './tick.tsx';

/** What a layer's switch needs to know. */
export interface LayerSwitch {
  on: boolean;
  toggle: () => void;
  /** Per cent. */
  opacity: number;
  fade: (percent: number) => void;
}

const FOLDED = 'jingwei.folded';
/** Folded until somebody says otherwise: legends that are read once. With the others the column fits 1440 × 900. */
const FIRST_FOLDED = 'stations,areas,buildings,base';
function foldedNames(): string[] {
  try {
    return (localStorage.getItem(FOLDED) ?? FIRST_FOLDED).split(',').filter(Boolean);
  } catch {
    return [];
  }
}

/**
 * A layer of the map in the left column: its switch, its age, how much of it is drawn, how plain it is, and, while it
 * is on and not folded, its legend: what is not drawn needs no explanation. A row is as high at every zoom, so that
 * none moves away under the pointer.
 */
export function LayerGroup(props: {
  layer: LayerSwitch;
  /** Gives it its name; under it folding is remembered and what is drawn is counted, and for tests. */
  layerKey: LayerKey;
  /** In place of how many of those in the frame are drawn. */
  count?: ReactNode;
  source: LayerSource;
  load?: LoadState;
  retry?: () => void;
  /** What is there though the layer is off. */
  always?: ReactNode;
  children?: ReactNode;
}) {
  const { words } = useWords();
  const { layerKey, layer } = props;
  const name = words.layers.names[layerKey];
  const [folded, setFolded] = useState(() => foldedNames().includes(layerKey));
  const [fading, setFading] = useState(false);
  const fold = (): void => {
    const names = foldedNames().filter((n) => n !== layerKey);
    if (!folded) names.push(layerKey);
    try {
      localStorage.setItem(FOLDED, names.join(','));
    } catch {
      // It is then folded for as long as the page is there.
    }
    setFolded(!folded);
  };
  const failed = props.load === 'failed';
  const legend = !failed && layer.on && props.children;
  return (
    <section className={`layer-group${layer.on ? '' : ' off'}`} data-layer={layerKey}>
      <h3>
        {legend && (
          <button
            type="button"
            className="layer-fold"
            aria-expanded={!folded}
            aria-label={`${folded ? words.layers.unfold : words.layers.fold} ${name}`}
            onClick={fold}
          >
            <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
              <path d={folded ? 'M3 1.5 6.5 5 3 8.5' : 'M1.5 3 5 6.5 8.5 3'} />
            </svg>
          </button>
        )}
        <button
          type="button"
          role="switch"
          aria-checked={layer.on}
          className="layer-switch"
          onClick={layer.toggle}
          title={`${layer.on ? words.layers.hide : words.layers.show} ${name}`}
        >
          <Tick on={layer.on} />
          <span className="layer-words">
            <span className={`name${failed ? ' failed' : ''}`}>{name}</span>
            {!failed && <LayerAge {...props.source} />}
            <span className="count">
              {props.load === 'loading'
                ? words.layers.loading
                : failed
                  ? null
                  : (props.count ?? <LayerCount of={layerKey} on={layer.on} />)}
            </span>
          </span>
        </button>
        {failed && (
          <button type="button" className="layer-retry" onClick={props.retry}>
            {words.layers.failed} · {words.layers.retry}
          </button>
        )}
        {!failed && (
          <OpacityButton name={name} percent={layer.opacity} open={fading} onOpen={setFading} />
        )}
      </h3>
      {fading && !failed && (
        <OpacitySlider
          name={name}
          percent={layer.opacity}
          onChange={layer.fade}
          close={() => setFading(false)}
        />
      )}
      {legend && !folded && <ul>{legend}</ul>}
      {props.always && <ul>{props.always}</ul>}
    </section>
  );
}
