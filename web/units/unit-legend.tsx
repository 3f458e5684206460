import { UNIT_KINDS, type UnitKind } from '#data/units/unit.ts';

import { unitColumns, unitStore } from '../live/stores.ts';
import { Symbol } from '../map/symbol.tsx';
import { LayerGroup, LegendRow, type LayerSwitch } from '../ui/layer-group.tsx';
import { useServerSecond, useStore } from '../ui/use-live.ts';
import { formatCount } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { countSilent } from './team.ts';
import { UNIT_SYMBOLS } from './unit-symbols.ts';
import { isFrameDue } from './watch-team.ts';

/** The layer of people: how many of each kind are on duty, and how many of those are silent, those never seen among them. */
export function UnitLegend({ layer }: { layer: LayerSwitch }) {
  const { words } = useWords();
  const byId = useStore(unitStore, (s) => s.byId);
  const now = useServerSecond();
  const onDuty: Record<UnitKind, number> = { worker: 0, leader: 0, volunteer: 0, squad: 0 };
  for (const unit of byId.values()) if (unit.onDuty) onDuty[unit.kind]++;
  // Until the first frame nobody is known to be silent.
  const silent = isFrameDue() ? null : countSilent(byId.values(), unitColumns, now);
  const symbol = (name: string) => <Symbol painter={UNIT_SYMBOLS[name]!} size={14} />;
  return (
    <LayerGroup name={words.layers.names.units} layer={layer} layerKey="units" feed="fixes">
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
        </>
      )}
    </LayerGroup>
  );
}
