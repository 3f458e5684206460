import { useMemo, useState, type ReactNode, type RefObject } from 'react';

import type { HeatPeriod } from '#data/wire/heat-packed.ts';

import { ShadeLegend } from '../areas/shade-legend.tsx';
import { useHomeBounds, useHomeKind } from '../areas/use-home-bounds.ts';
import { HeatLegend } from '../incidents/heat-legend.tsx';
import { MapButtons } from '../map/map-buttons.tsx';
import { MapCanvas } from '../map/map-canvas.tsx';
import type { Bounds } from '../map/map-layer.ts';
import type { MapView } from '../map/map-view.ts';
import type { MapCamera, Scene, Selection } from '../map/scene.ts';
import { BrokenPart } from '../ui/broken-part.tsx';
import { DataNote } from '../ui/data-note.tsx';
import { NoWebgl } from '../ui/no-webgl.tsx';
import { StoppedFrame } from '../ui/stopped-frame.tsx';
import { useWords } from '../words/words.ts';

import { Crosshair } from './crosshair.tsx';
import { HoverTip, type Hovered } from './hover-tip.tsx';
import { MAP_LAYERS } from './map-layers.ts';

/** px at the map's foot that the dates of the data, the scale and the whole district's frame share. */
const HOME_PADDING = { top: 0, right: 0, bottom: 28, left: 0 };

/** The desk's map with what stands on it: legend, buttons, what the pointer reads. */
export function WatchMap(props: {
  view: RefObject<MapView | null>;
  scene: Scene;
  camera: MapCamera | undefined;
  /** Of the heat, where it is shown. */
  period: HeatPeriod;
  /** A report is being placed: a click is its place. */
  placing: boolean;
  hovered: Hovered | null;
  onHover: (hovered: Hovered | null) => void;
  onPick: (selection: Selection | null, at: [number, number]) => void;
  onContext: (at: [number, number]) => void;
  onMove: (camera: MapCamera, bounds: Bounds) => void;
  onUnfollow: () => void;
  /** Over the map, at its top. */
  children?: ReactNode;
}) {
  const { words } = useWords();
  const homeOf = useHomeBounds();
  const homeKind = useHomeKind();
  const home = useMemo(() => homeOf([]), [homeOf]);
  const [unsupported, setUnsupported] = useState(false);
  const { view, scene, camera } = props;
  const zoom = camera?.zoom ?? null;
  const shade = scene.shade ?? null;
  return (
    <section className={`watch-map${props.placing ? ' placing' : ''}`} aria-label={words.map.label}>
      <BrokenPart>
        <MapCanvas
          ref={view}
          scene={scene}
          layers={MAP_LAYERS}
          initialCamera={camera}
          home={home ?? undefined}
          padding={HOME_PADDING}
          onPick={props.onPick}
          onContext={props.onContext}
          onHover={(what, at) => props.onHover(what && { what, at })}
          onMove={props.onMove}
          onUnfollow={props.onUnfollow}
          onUnsupported={() => setUnsupported(true)}
        />
      </BrokenPart>
      {unsupported && <NoWebgl />}
      {props.placing && !scene.pin && !unsupported && <Crosshair />}
      <HoverTip hovered={props.hovered} shade={shade} zoom={zoom} view={view} />
      {shade && <ShadeLegend measure={shade} zoom={zoom} opacity={scene.opacity?.shade ?? 100} />}
      {scene.layers.heat && (
        <HeatLegend period={props.period} look={{ opacity: scene.opacity?.heat ?? 100, zoom }} />
      )}
      <DataNote raster={scene.layers.raster} />
      <MapButtons view={view} zoom={() => zoom ?? 12} home={home} frames={homeKind} />
      <StoppedFrame />
      {props.children}
    </section>
  );
}
