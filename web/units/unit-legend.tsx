import { UNIT_KINDS, type UnitKind } from '#data/units/unit.ts';

import { serverNow, unitColumns, unitStore } from '../live/stores.ts';
import { ageClass } from '../map/lod.ts';
import { Symbol } from '../map/symbol.tsx';
import { LayerGroup, LegendRow, type LayerSwitch } from '../ui/layer-group.tsx';
import { useServerSecond, useStore } from '../ui/use-live.ts';
import { formatCount } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { UNIT_SYMBOLS } from './unit-symbols.ts';

/** The layer of people: how many of each kind are on duty, and how many of those were last seen over two minutes ago. */
export function UnitLegend({ layer }: { layer: LayerSwitch }) {
  const { words } = useWords();
  const byId = useStore(unitStore, (s) => s.byId);
  useServerSecond();
  const onDuty: Record<UnitKind, number> = { worker: 0, leader: 0, volunteer: 0, squad: 0 };
  let all = 0;
  for (const unit of byId.values())
    if (unit.onDuty) {
      onDuty[unit.kind]++;
      all++;
    }
  let stale = 0;
  const now = serverNow();
  for (let i = 0; i < unitColumns.count; i++) {
    const age = ageClass(now - unitColumns.measuredAt[i]!);
    if (age !== 'fresh' && age !== 'aging' && byId.get(unitColumns.ids[i]!)?.onDuty) stale++;
  }
  const symbol = (name: string) => <Symbol painter={UNIT_SYMBOLS[name]!} size={14} />;
  return (
    <LayerGroup
      name={words.layers.names.units}
      layer={layer}
      layerKey="units"
      count={`${words.layers.unitsNote} ${formatCount(all)}`}
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
            count={formatCount(stale)}
          />
        </>
      )}
    </LayerGroup>
  );
}
