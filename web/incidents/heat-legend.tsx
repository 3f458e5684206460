import '../ui/map-legend.css';
import './heat-legend.css';

import { HEAT_PERIODS, type HeatPeriod } from '#data/wire/heat-packed.ts';

import { heatStore, loadHeat } from '../live/load-heat.ts';
import { LayerGroup, type LayerSwitch } from '../ui/layer-group.tsx';
import { useStore } from '../ui/use-live.ts';
import { formatCount } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { HeatBar, type HeatLook } from './heat-bar.tsx';
import { useHeat } from './use-heat.ts';

/** The layer of heat: its switch and, while it is on, over which period; what the colours mean stands on the map. */
export function HeatChoice(props: {
  layer: LayerSwitch;
  period: HeatPeriod;
  onPeriod: (period: HeatPeriod) => void;
}) {
  const { words } = useWords();
  const { layer, period } = props;
  const load = useStore(heatStore, (s) => s.load);
  return (
    <LayerGroup
      layer={layer}
      layerKey="heat"
      source={{ feed: 'intake', noun: 'incidents' }}
      {...(layer.on ? { load, retry: () => void loadHeat() } : {})}
    >
      <li>
        <div className="heat-periods" role="group" aria-label={words.heat.period}>
          {HEAT_PERIODS.map((p) => (
            <button
              key={p}
              type="button"
              aria-pressed={p === period}
              title={words.heat.periods[p]}
              data-period={p}
              onClick={() => props.onPeriod(p)}
            >
              {words.heat.short[p]}
            </button>
          ))}
        </div>
      </li>
    </LayerGroup>
  );
}

/**
 * What the heat means, on the map where it is looked at: its period, how many incidents, what the colours say.
 * It asks for what it explains, so heat without a legend is nowhere.
 */
export function HeatLegend({ period, look }: { period: HeatPeriod; look: HeatLook }) {
  const { words } = useWords();
  const { points, scale, load } = useHeat(period);
  return (
    <section
      className="map-legend heat-legend"
      data-over-map
      aria-label={words.layers.names.heat}
      aria-busy={load === 'loading'}
      data-heat={period}
    >
      <h3>
        {words.layers.names.heat}
        {load === 'loading' && <span className="drawing">{words.layers.loading}</span>}
      </h3>
      <p>
        {words.heat.periods[period]}
        {points &&
          points.count > 0 &&
          ` · ${words.heat.count(formatCount(points.count), formatCount(points.grave))}`}
      </p>
      {load === 'failed' && (
        <p role="alert">
          {words.heat.failed}
          <button type="button" className="button small" onClick={() => void loadHeat()}>
            {words.layers.retry}
          </button>
        </p>
      )}
      {points?.count === 0 && load !== 'failed' && <p>{words.heat.none}</p>}
      {points && points.count > 0 && (
        <>
          <HeatBar scale={scale} look={look} />
          <div className="heat-breaks" aria-hidden="true">
            {['0', ...scale.map(formatCount)].map((text, i) => (
              <span key={i}>{i === 4 ? `≥ ${text}` : text}</span>
            ))}
          </div>
          <p>{words.heat.unit}</p>
        </>
      )}
      {points && points.total > points.count && (
        <p>{words.heat.newest(formatCount(points.count), formatCount(points.total))}</p>
      )}
    </section>
  );
}
