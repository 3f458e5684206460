import './wall-screen.css';

import { useCallback, useContext, useEffect, useMemo, useState, type CSSProperties } from 'react';

import { FIRST_PERIOD } from '#data/wire/heat-packed.ts';

import { VisitorSafe } from '../devices/visitor-safe.ts';
import { WallGate } from '../devices/wall-gate.tsx';
import { MapCanvas } from '../map/map-canvas.tsx';
import type { Bounds } from '../map/map-layer.ts';
import type { Opacities } from '../map/opacity.ts';
import {
  layersOn,
  NOTHING_CHOSEN,
  type LayerKey,
  type MapCamera,
  type PartKey,
  type Scene,
} from '../map/scene.ts';
import { seamsOnMap, type Seams } from '../map/seams.ts';
import { BrokenPart } from '../ui/broken-part.tsx';
import { EmptyDistrict } from '../ui/empty-district.tsx';
import { NoWebgl } from '../ui/no-webgl.tsx';
import { useSettings } from '../ui/settings.tsx';
import { StoppedFrame } from '../ui/stopped-frame.tsx';
import { useAddress } from '../ui/use-address.ts';
import { useDistrict, useServerSecond } from '../ui/use-live.ts';
import { useWords } from '../words/words.ts';

import { MAP_LAYERS } from './map-layers.ts';
import { WallBar, WallCredit, WallStanding } from './wall-bar.tsx';
import { WallFigures } from './wall-figures.tsx';
import { WallIncidents } from './wall-incidents.tsx';
import * as layout from './wall-layout.ts';
import { WallLegend } from './wall-legend.tsx';
import { WallTicker } from './wall-ticker.tsx';

/** What an alarm's brackets on the district's rim need beyond what a home view leaves around it anyway, design px. */
const RIM = 16;

/** What is seen from eight metres. The address may say otherwise. */
const SHOWN: readonly LayerKey[] = ['incidents', 'units', 'areas', 'base'];
/** What the server keeps from a wall that visitors see is not in its legend either. */
const OF_PEOPLE: readonly LayerKey[] = ['units', 'captains'];

/**
 * The picture without controls, for a whole room: everything in design px, multiplied by `--k`.
 * It takes no pointer and no key, and never scrolls.
 */
export default function WallScreen() {
  return (
    <WallGate>
      <Wall />
    </WallGate>
  );
}

function Wall() {
  const { words } = useWords();
  const [address] = useAddress();
  const district = useDistrict();
  const [width, height] = useWindowSize();
  const k = address.k ?? layout.wallScale(width, height);
  const [w, h] = [width / k, height / k];
  const [x, y] = layout.shiftAt(useServerSecond());
  const seams = useMemo(() => layout.seamLines(address.panels, w, h), [address.panels, w, h]);
  const figures = layout.figureTops(seams.y);
  const ticker = layout.tickerColumns(w, seams.x);
  const raster = address.layers?.includes('raster') ? district?.tiles : null;
  const isSafe = useContext(VisitorSafe);
  const asked = address.layers ?? SHOWN;
  const shown = useMemo(
    () => (isSafe ? asked.filter((key) => !OF_PEOPLE.includes(key)) : asked),
    [isSafe, asked],
  );
  const [zoom, setZoom] = useState<number | null>(null);
  const credits = [district?.attribution, raster?.attribution].filter(Boolean).join(' · ');
  const aside = (lines: readonly number[]): string =>
    lines.length % 2 ? `${100 / (lines.length + 1)}%` : '0';
  const style = {
    '--k': k,
    '--aside-x': aside(seams.x),
    '--aside-y': aside(seams.y),
    left: x * k,
    top: y * k,
  } as CSSProperties;
  return (
    <main className="wall" style={style} aria-label={words.screens.wall}>
      <WallBar seams={seams.x} k={k} />
      <section className="wall-map" inert>
        <BrokenPart>
          {/* A map is made for its scale: another one is another map. */}
          <WallMap
            key={k}
            k={k}
            shown={shown}
            without={address.without}
            opacity={address.opacity}
            camera={address.camera}
            size={[w - layout.SIDE_PX, h - layout.TOP_PX - layout.TICKER_PX]}
            seams={seams}
            onZoom={setZoom}
          />
        </BrokenPart>
        <WallStanding seams={seams.x} k={k} />
        <WallLegend
          shown={shown}
          zoom={zoom}
          heat={shown.includes('heat') ? (address.heat ?? FIRST_PERIOD) : null}
          heatOpacity={address.opacity?.heat ?? 100}
          k={k}
          bottom={h - layout.TICKER_PX - 14}
          seams={seams.y}
          onCity={address.camera !== undefined}
        />
        {credits && <WallCredit seams={seams.x} k={k} credits={credits} />}
        <StoppedFrame />
        {address.test && <p className="wall-test">{words.wall.testLine}</p>}
      </section>
      <WallFigures tops={figures.tops} />
      <WallIncidents top={figures.end} bottom={h - layout.TICKER_PX - 4} seams={seams.y} k={k} />
      <WallTicker columns={ticker} numbered={w / ticker >= layout.NUMBERED_FROM_PX} />
      <EmptyDistrict />
    </main>
  );
}

function WallMap(props: {
  k: number;
  shown: readonly LayerKey[];
  without: readonly PartKey[] | undefined;
  opacity: Opacities | undefined;
  camera: MapCamera | undefined;
  /** Of the map, design px. */
  size: [width: number, height: number];
  /** Of the wall. */
  seams: layout.SeamLines;
  onZoom: (zoom: number) => void;
}) {
  const { k, shown, without, opacity, seams: lines, onZoom } = props;
  const [width, height] = props.size;
  const { theme, language } = useSettings();
  const district = useDistrict();
  const [drawable, setDrawable] = useState(true);
  const [looked, setLooked] = useState<{ bounds: Bounds; zoom: number } | null>(null);
  const onMove = useCallback(
    ({ zoom }: MapCamera, bounds: Bounds) => {
      setLooked((was) => (was?.bounds.join() === bounds.join() ? was : { bounds, zoom }));
      onZoom(zoom);
    },
    [onZoom],
  );
  const seams = useMemo((): Seams | null => {
    if (!looked || lines.x.length + lines.y.length === 0) return null;
    const x = lines.x.filter((at) => at < width);
    const y = lines.y.map((at) => at - layout.TOP_PX).filter((at) => at > 0 && at < height);
    return seamsOnMap(
      { x: x.map((at) => at * k), y: y.map((at) => at * k) },
      looked.bounds,
      { width: width * k, height: height * k },
      looked.zoom,
      layout.BESIDE_SEAM_PX * k,
    );
  }, [looked, lines, width, height, k]);
  const scene = useMemo(
    (): Scene => ({
      screen: 'wall',
      theme,
      language,
      scale: k,
      layers: layersOn(shown),
      ...NOTHING_CHOSEN,
      ...(without ? { without } : {}),
      ...(opacity ? { opacity } : {}),
      seams,
    }),
    [k, shown, without, opacity, theme, language, seams],
  );
  if (!drawable) return <NoWebgl />;
  return (
    <MapCanvas
      scene={scene}
      layers={MAP_LAYERS}
      initialCamera={props.camera}
      home={district?.bounds}
      onMove={onMove}
      // The legend stands at the lower left, outside the district.
      padding={{ top: RIM * k, right: RIM * k, bottom: RIM * k, left: 128 * k }}
      onUnsupported={() => setDrawable(false)}
    />
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
