import '../ui/dot-sign.css';
import './site-legend.css';

import { useMemo } from 'react';

import { CAMERA_STATES, SITE_CLASSES, SITE_KINDS, type CameraState } from '#data/sites/site.ts';
import type { PackedSites } from '#data/wire/packed.ts';

import { siteStore } from '../live/stores.ts';
import { Symbol } from '../map/symbol.tsx';
import { LayerGroup, type LayerSwitch } from '../ui/layer-group.tsx';
import { LegendRow } from '../ui/legend-row.tsx';
import { PartRow } from '../ui/part-row.tsx';
import { useStore } from '../ui/use-live.ts';
import { formatCount } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { SITE_SYMBOLS, wedgeSign } from './site-symbols.ts';

interface SiteCounts {
  cameras: number;
  byState: Record<CameraState, number>;
  stations: number;
  points: number;
  byClass: Map<string, number>;
}

/** How many of each: cameras by the state told last, stations by class, management points. */
export function countSites(
  packed: PackedSites | null,
  told: ReadonlyMap<number, { state: CameraState }>,
): SiteCounts {
  const counts: SiteCounts = {
    cameras: 0,
    byState: { online: 0, offline: 0, unreachable: 0 },
    stations: 0,
    points: 0,
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
    } else counts.points++;
  }
  return counts;
}

/** The layers of sites: cameras by state and what they see, stations by class, management points. */
export function SiteLegend(props: {
  /** null for whoever is told of none. */
  cameras: LayerSwitch | null;
  wedges: LayerSwitch;
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
      {props.cameras && (
        <LayerGroup
          layer={props.cameras}
          layerKey="cameras"
          source={{ feed: 'cameras', noun: 'sites' }}
          always={
            props.cameras.on && (
              <PartRow
                name={words.layers.wedges}
                part={props.wedges}
                partKey="wedges"
                symbol={<Symbol painter={wedgeSign} size={14} />}
              />
            )
          }
          {...group}
        >
          {counts.cameras > 0 && (
            <>
              {CAMERA_STATES.map((state) => (
                <LegendRow
                  key={state}
                  symbol={symbol(`fixed-${state}`)}
                  name={words.sites.states[state]}
                  count={formatCount(counts.byState[state])}
                />
              ))}
              <LegendRow half symbol={symbol('dome-online')} name={words.layers.dome} />
              <LegendRow
                half
                symbol={<i className="dot-sign" />}
                name={words.layers.dotOf.cameras}
              />
              <LegendRow symbol="◉" name={words.layers.byArea.cameras} />
            </>
          )}
        </LayerGroup>
      )}
      <LayerGroup layer={props.stations} layerKey="stations" source={{ noun: 'sites' }} {...group}>
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
      <LayerGroup layer={props.points} layerKey="points" source={{ noun: 'sites' }} {...group}>
        {counts.points > 0 && (
          <LegendRow
            symbol={<i className="point-sign" />}
            name={words.layers.owned}
            count={formatCount(counts.points)}
          />
        )}
      </LayerGroup>
    </>
  );
}
