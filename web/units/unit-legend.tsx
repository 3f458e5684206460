import '../ui/dot-sign.css';
import './unit-legend.css';

import { UNIT_KINDS, type UnitKind } from '#data/units/unit.ts';

import { unitColumns, unitStore } from '../live/stores.ts';
import { Symbol } from '../map/symbol.tsx';
import { tallyStore } from '../map/tally.ts';
import { LayerGroup, type LayerSwitch } from '../ui/layer-group.tsx';
import { LegendRow } from '../ui/legend-row.tsx';
import { PartRow } from '../ui/part-row.tsx';
import { useServerSecond, useStore } from '../ui/use-live.ts';
import { formatCount } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { countSilent } from './team.ts';
import { movingSign, UNIT_SYMBOLS } from './unit-symbols.ts';
import { isFrameDue, isPlaceTold } from './watch-team.ts';

/** The layer of people: how many of each kind are on duty, how many of those are silent, those never seen among them, and the track of who is selected. */
export function UnitLegend({ layer, tracks }: { layer: LayerSwitch; tracks: LayerSwitch }) {
  const { words } = useWords();
  const byId = useStore(unitStore, (s) => s.byId);
  const now = useServerSecond();
  const hasTrack = useStore(tallyStore, (tallies) => tallies.tracks !== undefined);
  const onDuty: Record<UnitKind, number> = { worker: 0, leader: 0, volunteer: 0, squad: 0 };
  for (const unit of byId.values()) if (unit.onDuty) onDuty[unit.kind]++;
  // Until the first frame nobody is known to be silent.
  const silent = isFrameDue() ? null : countSilent(byId.values(), unitColumns, now, isPlaceTold);
  const symbol = (name: string) => <Symbol painter={UNIT_SYMBOLS[name]!} size={14} />;
  return (
    <LayerGroup
      layer={layer}
      layerKey="units"
      source={{ feed: 'fixes', noun: 'units' }}
      // A track is drawn of whoever is selected, though nobody else is.
      always={
        (layer.on || hasTrack) && (
          <PartRow
            name={words.units.track}
            part={tracks}
            partKey="tracks"
            symbol={<TrackLine />}
            none={words.layers.select}
          />
        )
      }
    >
      {byId.size > 0 && (
        <>
          {UNIT_KINDS.map((kind) => (
            <LegendRow
              key={kind}
              symbol={symbol(kind)}
              name={words.units.kinds[kind]}
              count={formatCount(onDuty[kind])}
            />
          ))}
          <LegendRow
            symbol={symbol('stale-worker')}
            name={words.layers.stale}
            count={silent === null ? '' : formatCount(silent)}
          />
          <LegendRow
            half
            symbol={<Symbol painter={movingSign} size={10} whole />}
            name={words.layers.moving}
          />
          <LegendRow
            half
            symbol={<span className="aging">{symbol('worker')}</span>}
            name={words.layers.aging}
          />
          <LegendRow half symbol={<i className="dot-sign" />} name={words.layers.dotOf.units} />
          <LegendRow half symbol="●" name={words.layers.byArea.units} />
        </>
      )}
    </LayerGroup>
  );
}

function TrackLine() {
  return (
    <svg className="track-line" width="20" height="14" viewBox="0 0 20 14" aria-hidden="true">
      <path className="casing" d="M2 11 7 4l5 5.5L18 3" />
      <path d="M2 11 7 4l5 5.5L18 3" />
    </svg>
  );
}
