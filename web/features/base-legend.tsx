import './base-legend.css';

import { useMemo } from 'react';

import { featureStore } from '../live/stores.ts';
import { LayerGroup, type LayerSwitch } from '../ui/layer-group.tsx';
import { LegendRow } from '../ui/legend-row.tsx';
import { useStore } from '../ui/use-live.ts';
import { formatCount } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { BASE_KINDS, countKinds } from './count-base.ts';

/** The base map: what its colours and lines are, and how much of each the data has. */
export function BaseLegend({ layer, retry }: { layer: LayerSwitch; retry: () => void }) {
  const { words } = useWords();
  const { load, packed } = useStore(featureStore);
  const counts = useMemo(() => packed && countKinds(packed), [packed]);
  return (
    <LayerGroup
      layer={layer}
      layerKey="base"
      source={{ noun: 'features' }}
      load={load}
      retry={retry}
    >
      {counts &&
        BASE_KINDS.filter((kind) => counts[kind] > 0).map((kind) => (
          <LegendRow
            key={kind}
            symbol={<i className={`base-sign of-${kind}`} />}
            name={words.layers.base[kind]}
            count={formatCount(counts[kind])}
          />
        ))}
    </LayerGroup>
  );
}
