import './building-legend.css';

import { useEffect } from 'react';

import { wantBuildings } from '../live/load-packed.ts';
import { buildingStore } from '../live/stores.ts';
import { pictureStore } from '../map/picture.ts';
import { LayerGroup, type LayerSwitch } from '../ui/layer-group.tsx';
import { LegendRow } from '../ui/legend-row.tsx';
import { useStore } from '../ui/use-live.ts';
import { formatCount } from '../words/format.ts';
import { useWords } from '../words/words.ts';

/** A picture that something holds up is not waited for. */
const PATIENCE_MS = 15_000;

/** The layer of buildings: what their height says. They are asked for once the first picture is whole, or when it has had time enough: the row counts them. */
export function BuildingLegend({ layer, retry }: { layer: LayerSwitch; retry: () => void }) {
  const { words } = useWords();
  const { load, packed } = useStore(buildingStore);
  const whole = useStore(pictureStore, (s) => s.whole);
  useEffect(() => {
    if (whole) return wantBuildings();
    const timer = setTimeout(wantBuildings, PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [whole]);
  return (
    <LayerGroup
      layer={layer}
      layerKey="buildings"
      source={{ noun: 'buildings' }}
      load={load}
      retry={retry}
    >
      {packed && packed.ids.length > 0 && (
        <LegendRow
          symbol={
            <svg
              className="building-sign"
              width="20"
              height="16"
              viewBox="0 0 20 16"
              aria-hidden="true"
            >
              <path className="side" d="M2.5 7v6.5h8V11h7V4.5Z" />
              <path className="roof" d="M2.5 2.5h15v5h-7V10h-8Z" />
            </svg>
          }
          name={words.layers.raised}
          count={formatCount(packed.ids.length)}
        />
      )}
    </LayerGroup>
  );
}
