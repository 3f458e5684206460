import './area-legend.css';

import { areaStore } from '../live/stores.ts';
import { LayerGroup, type LayerSwitch } from '../ui/layer-group.tsx';
import { LegendRow } from '../ui/legend-row.tsx';
import { useDistrict, useStore } from '../ui/use-live.ts';
import { formatCount } from '../words/format.ts';
import { useWords } from '../words/words.ts';

/** The borders' layer: a line and a count a level. */
export function AreaLegend({ layer, retry }: { layer: LayerSwitch; retry: () => void }) {
  const { language } = useWords();
  const levels = useDistrict()?.levels ?? [];
  const load = useStore(areaStore, (s) => s.load);
  const packed = useStore(areaStore, (s) => s.packed);
  const counts = new Map<number, number>();
  for (const area of packed?.areas ?? []) counts.set(area.level, (counts.get(area.level) ?? 0) + 1);
  return (
    <LayerGroup layer={layer} layerKey="areas" source={{ noun: 'areas' }} load={load} retry={retry}>
      {levels
        .filter((level) => level.rank > 1)
        .map((level) => (
          <LegendRow
            key={level.rank}
            symbol={
              <svg
                className={`area-line level-${Math.min(5, level.rank)}`}
                width="20"
                height="8"
                viewBox="0 0 20 8"
                aria-hidden="true"
              >
                <path d="M0 4h20" />
              </svg>
            }
            name={language === 'en' ? level.nameEn : level.nameZh}
            count={formatCount(counts.get(level.rank) ?? 0)}
          />
        ))}
    </LayerGroup>
  );
}
