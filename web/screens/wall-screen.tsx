import './wall-screen.css';

import { useEffect, useMemo, useState, type CSSProperties } from 'react';

import { SEVERITIES } from '#data/incidents/incident.ts';

import { FIRST_PERIOD } from '#data/wire/heat-packed.ts';

import { HeatLegend } from '../incidents/heat-legend.tsx';
import { SeveritySymbol } from '../incidents/severity-symbol.tsx';
import { MapCanvas } from '../map/map-canvas.tsx';
import type { Opacities } from '../map/opacity.ts';
import { LAYER_KEYS, type LayerKey, type Scene } from '../map/scene.ts';
import { Symbol } from '../map/symbol.tsx';
import { BrokenPart } from '../ui/broken-part.tsx';
import { EmptyDistrict } from '../ui/empty-district.tsx';
import { NoWebgl } from '../ui/no-webgl.tsx';
import { useSettings } from '../ui/settings.tsx';
import { StoppedFrame } from '../ui/stopped-frame.tsx';
import { useAddress } from '../ui/use-address.ts';
import { useDistrict, useServerSecond } from '../ui/use-live.ts';
import { UNIT_SYMBOLS } from '../units/unit-symbols.ts';
import { useWords } from '../words/words.ts';

import { MAP_LAYERS } from './map-layers.ts';
import { WallBar } from './wall-bar.tsx';
import { WallFigures, WallIncidents } from './wall-incidents.tsx';
import * as layout from './wall-layout.ts';
import { WallTicker } from './wall-ticker.tsx';

/** What is seen from eight metres. The address may say otherwise. */
const SHOWN: readonly LayerKey[] = ['incidents', 'units', 'areas', 'base'];

/**
 * The picture without controls, for a whole room: everything in design px, multiplied by `--k`.
 * It takes no pointer and no key, and never scrolls.
 */
export default function WallScreen() {
  const { words } = useWords();
  const [address] = useAddress();
  const district = useDistrict();
  const [width, height] = useWindowSize();
  const k = address.k ?? layout.wallScale(width, height);
  const [w, h] = [width / k, height / k];
  const [x, y] = layout.shiftAt(useServerSecond());
  const seams = layout.hasSeams(width, k);
  const raster = address.layers?.includes('raster') ? district?.tiles : null;
  const credits = [district?.attribution, raster?.attribution].filter(Boolean).join(' · ');
  const listTop = layout.TOP_PX + layout.FIGURES_PX;
  const style = { '--k': k, left: x * k, top: y * k } as CSSProperties;
  return (
    <main className="wall" style={style} aria-label={words.screens.wall}>
      <WallBar />
      <section className="wall-map" inert>
        <BrokenPart>
          {/* A map is made for its scale: another one is another map. */}
          <WallMap
            key={k}
            k={k}
            shown={address.layers ?? SHOWN}
            opacity={address.opacity}
            camera={address.camera}
          />
        </BrokenPart>
        <WallLegend k={k} />
        {credits && <p className="wall-credit">{credits}</p>}
        {(address.layers ?? SHOWN).includes('heat') && (
          <HeatLegend
            period={address.heat ?? FIRST_PERIOD}
            opacity={address.opacity?.heat ?? 100}
          />
        )}
        <StoppedFrame />
        {address.test && <p className="wall-test">{words.wall.testLine}</p>}
      </section>
      <WallFigures />
      <WallIncidents top={listTop} bottom={h - layout.TICKER_PX - 4} seams={seams} k={k} />
      <WallTicker columns={layout.tickerColumns(w)} />
      <EmptyDistrict />
    </main>
  );
}

function WallMap(props: {
  k: number;
  shown: readonly LayerKey[];
  opacity: Opacities | undefined;
  camera: { lng: number; lat: number; zoom: number } | undefined;
}) {
  const { k, shown, opacity } = props;
  const { theme, language } = useSettings();
  const district = useDistrict();
  const [drawable, setDrawable] = useState(true);
  const scene = useMemo(
    (): Scene => ({
      screen: 'wall',
      theme,
      language,
      scale: k,
      layers: Object.fromEntries(LAYER_KEYS.map((key) => [key, shown.includes(key)])) as Scene['layers'], // prettier-ignore
      selection: null,
      follow: null,
      onlyUnits: null,
      focusArea: null,
      track: null,
      pin: null,
      ...(opacity ? { opacity } : {}),
    }),
    [k, shown, opacity, theme, language],
  );
  if (!drawable) return <NoWebgl />;
  return (
    <MapCanvas
      scene={scene}
      layers={MAP_LAYERS}
      initialCamera={props.camera}
      home={district?.bounds}
      // The legend stands at the lower left, outside the district.
      padding={{ top: 0, right: 0, bottom: 0, left: 128 * k }}
      onUnsupported={() => setDrawable(false)}
    />
  );
}

function WallLegend({ k }: { k: number }) {
  const { words } = useWords();
  return (
    <ul className="wall-legend" aria-label={words.wall.legend}>
      {SEVERITIES.map((severity) => (
        <li key={severity}>
          <SeveritySymbol severity={severity} size={22 * k} />
          {words.severity[severity]}
        </li>
      ))}
      <li>
        <i className="dot" />
        {words.feeds.fixes}
      </li>
      <li>
        <Symbol painter={UNIT_SYMBOLS['squad-plain']!} size={16 * k} />
        {words.units.kinds.squad}
      </li>
    </ul>
  );
}

function useWindowSize(): [width: number, height: number] {
  const [size, setSize] = useState<[number, number]>([window.innerWidth, window.innerHeight]);
  useEffect(() => {
    const measure = (): void => setSize([window.innerWidth, window.innerHeight]);
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  return size;
}
