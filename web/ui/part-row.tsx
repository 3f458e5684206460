import './part-row.css';

import { useState, type ReactNode } from 'react';

import type { PartKey } from '../map/scene.ts';
import { tallyStore } from '../map/tally.ts';
import { useWords } from '../words/words.ts';

import type { LayerSwitch } from './layer-group.tsx';
import { LayerCount } from './layer-state.tsx';
import { OpacityButton, OpacitySlider } from './opacity-slider.tsx';
import { Tick } from './tick.tsx';
import { useStore } from './use-live.ts';

/** A line of a layer's legend that is switched by itself: what the layer draws besides, as old as the layer is. */
export function PartRow(props: {
  name: string;
  part: LayerSwitch;
  partKey: PartKey;
  symbol: ReactNode;
  /** Said while there is nothing that could be counted. */
  none?: string;
}) {
  const { words } = useWords();
  const { name, part, partKey } = props;
  const [fading, setFading] = useState(false);
  const tally = useStore(tallyStore, (tallies) => tallies[partKey]);
  return (
    <li className="part-row" data-part={partKey}>
      <div>
        <button
          type="button"
          role="switch"
          aria-checked={part.on}
          className="part-switch"
          onClick={part.toggle}
          title={`${part.on ? words.layers.hide : words.layers.show} ${name}`}
        >
          <span className="legend-symbol">{props.symbol}</span>
          <Tick on={part.on} />
          <span className="legend-name">{name}</span>
          <span className="count">
            {tally ? (
              <LayerCount of={partKey} on={part.on} hint={false} />
            ) : (
              <small>{props.none}</small>
            )}
          </span>
        </button>
        <OpacityButton name={name} percent={part.opacity} open={fading} onOpen={setFading} />
      </div>
      {fading && (
        <OpacitySlider
          name={name}
          percent={part.opacity}
          onChange={part.fade}
          close={() => setFading(false)}
        />
      )}
    </li>
  );
}
