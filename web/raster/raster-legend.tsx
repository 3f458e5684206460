import './raster-legend.css';

import { LayerGroup, type LayerSwitch } from '../ui/layer-group.tsx';
import { LegendRow } from '../ui/legend-row.tsx';
import { useDistrict } from '../ui/use-live.ts';
import { useWords } from '../words/words.ts';

/** The raster base map: whose pictures they are. There is nothing in them to count, and no service tells of which day they are. Nothing where the server offers none. */
export function RasterLegend({ layer }: { layer: LayerSwitch }) {
  const { words } = useWords();
  const tiles = useDistrict()?.tiles;
  if (!tiles) return null;
  return (
    <LayerGroup
      layer={layer}
      layerKey="raster"
      source={{}}
      count={<span title={words.layers.picturesTitle}>{words.layers.pictures}</span>}
    >
      <LegendRow
        symbol={<i className="raster-sign" />}
        name={tiles.attribution || words.layers.unnamedTiles}
      />
    </LayerGroup>
  );
}
