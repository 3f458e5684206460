import { useMemo } from 'react';

import { CAMERA_STATES, SITE_CLASSES, SITE_KINDS, type CameraState } from '#data/sites/site.ts';
import type { PackedSites } from '#data/wire/packed.ts';

import { siteStore } from '../live/stores.ts';
import { Symbol } from '../map/symbol.tsx';
import { LayerGroup, LegendRow, type LayerSwitch } from '../ui/layer-group.tsx';
import { useStore } from '../ui/use-live.ts';
import { formatCount } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { SITE_SYMBOLS } from './site-symbols.ts';

interface SiteCounts {
  cameras: number;
  byState: Record<CameraState, number>;
  stations: number;
  byClass: Map<string, number>;
}

/** How many of each: cameras by the state told last, stations by class. */
export function countSites(
  packed: PackedSites | null,
  told: ReadonlyMap<number, { state: CameraState }>,
): SiteCounts {
  const counts: SiteCounts = {
    cameras: 0,
    byState: { online: 0, offline: 0, unreachable: 0 },
    stations: 0,
    byClass: new Map(),
  };
  for (let i = 0; i < (packed?.count ?? 0); i++) {
    const kind = SITE_KINDS[packed!.kind[i]!]!;
    if (kind === 'camera') {
      counts.cameras++;
      const state = told.get(packed!.ids[i]!)?.state ?? CAMERA_STATES[packed!.state[i]!];
      counts.byState[state ?? 'unreachable']++;
    } else if (kind === 'station') {
      counts.stations++;
      const name = SITE_CLASSES.station[packed!.class[i]!] ?? 'other';
      counts.byClass.set(name, (counts.byClass.get(name) ?? 0) + 1);
    }
  }
  return counts;
}

/** The layers of sites: cameras by state, stations by class, management points. */
export function SiteLegend(props: {
  cameras: LayerSwitch;
  stations: LayerSwitch;
  points: LayerSwitch;
  retry: () => void;
}) {
  const { words } = useWords();
  const load = useStore(siteStore, (s) => s.load);
  const packed = useStore(siteStore, (s) => s.packed);
  const told = useStore(siteStore, (s) => s.states);
  const counts = useMemo(() => countSites(packed, told), [packed, told]);
  const group = { load, retry: props.retry };
  const symbol = (name: string) => <Symbol painter={SITE_SYMBOLS[name]!} size={14} />;
  return (
    <>
      <LayerGroup
        name={words.layers.names.cameras}
        layer={props.cameras}
        layerKey="cameras"
        feed="cameras"
        {...group}
      >
        {counts.cameras > 0 &&
          CAMERA_STATES.map((state) => (
            <LegendRow
              key={state}
              symbol={symbol(`fixed-${state}`)}
              name={words.sites.states[state]}
              count={formatCount(counts.byState[state])}
            />
          ))}
      </LayerGroup>
      <LayerGroup
        name={words.layers.names.stations}
        layer={props.stations}
        layerKey="stations"
        {...group}
      >
        {counts.stations > 0 &&
          SITE_CLASSES.station
            .filter((name) => counts.byClass.has(name))
            .map((name) => (
              <LegendRow
                key={name}
                symbol={symbol(`station-${name}`)}
                name={words.sites.classes[name]}
                count={formatCount(counts.byClass.get(name)!)}
              />
            ))}
      </LayerGroup>
      <LayerGroup
        name={words.layers.names.points}
        layer={props.points}
        layerKey="points"
        {...group}
      />
    </>
  );
}
