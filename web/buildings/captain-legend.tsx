import '../ui/dot-sign.css';

import { useEffect } from 'react';

import { captainStore, loadCaptains, wantCaptains } from '../live/load-captains.ts';
import { pictureStore } from '../map/picture.ts';
import { Symbol } from '../map/symbol.tsx';
import { LayerGroup, type LayerSwitch } from '../ui/layer-group.tsx';
import { LegendRow } from '../ui/legend-row.tsx';
import { useStore } from '../ui/use-live.ts';
import { formatCount } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { captainSymbol } from './captain-symbol.ts';

/** The layer of buildings that have a captain. They are asked for when it is first switched on, or once the first picture is whole: its row counts them. */
export function CaptainLegend({ layer }: { layer: LayerSwitch }) {
  const { words } = useWords();
  const { load, packed } = useStore(captainStore);
  const whole = useStore(pictureStore, (s) => s.whole);
  useEffect(() => {
    if (whole) wantCaptains();
  }, [whole]);
  return (
    <LayerGroup
      layer={layer}
      layerKey="captains"
      source={{ noun: 'people' }}
      {...(layer.on ? { load, retry: () => void loadCaptains() } : {})}
    >
      {packed && (
        <>
          <LegendRow
            symbol={<Symbol painter={captainSymbol} size={14} />}
            name={words.layers.captained}
            count={formatCount(packed.buildingIds.length)}
          />
          <LegendRow half symbol={<i className="dot-sign" />} name={words.layers.dotOf.captains} />
          <LegendRow half symbol="■" name={words.layers.byArea.captains} />
        </>
      )}
    </LayerGroup>
  );
}
