import { captainStore, loadCaptains } from '../live/load-captains.ts';
import { Symbol } from '../map/symbol.tsx';
import { LayerGroup, type LayerSwitch } from '../ui/layer-group.tsx';
import { ByAreaRow, LegendRow } from '../ui/legend-row.tsx';
import { useStore } from '../ui/use-live.ts';
import { formatCount } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { captainSymbol } from './captain-symbol.ts';

/** The layer of buildings that have a captain. They are asked for when it is first switched on: before that nothing is counted. */
export function CaptainLegend({ layer }: { layer: LayerSwitch }) {
  const { words } = useWords();
  const { load, packed } = useStore(captainStore);
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
          <ByAreaRow of="captains" sign="■" />
        </>
      )}
    </LayerGroup>
  );
}
