import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

import { activeLevel, designZoom } from '../map/lod.ts';
import type { MapView } from '../map/map-view.ts';
import { MapButtons } from '../map/map-buttons.tsx';
import { MapCanvas } from '../map/map-canvas.tsx';
import {
  layersOn,
  NOTHING_CHOSEN,
  type LayerKey,
  type MapCamera,
  type Scene,
} from '../map/scene.ts';
import { HandMarks } from '../plans/hands/hand-marks.tsx';
import { metresPerPxAt } from '../plans/hands/hand-input.ts';
import { planTools } from '../plans/hands/plan-tools.ts';
import { ToolOptions } from '../plans/hands/tool-options.tsx';
import { TouchBar } from '../plans/hands/touch-bar.tsx';
import { canvasIn, useHandKeys } from '../plans/hands/use-hand-keys.ts';
import { usePlanHand } from '../plans/hands/use-plan-hand.ts';
import { LevelSwitch } from '../plans/map/level-switch.tsx';
import { PlanLegend } from '../plans/map/plan-legend.tsx';
import { ToolRail } from '../plans/tools/tool-rail.tsx';
import { ToolStatus } from '../plans/tools/tool-status.tsx';
import { toolStore } from '../plans/tools/tool-store.ts';
import { BrokenPart } from '../ui/broken-part.tsx';
import { DataNote } from '../ui/data-note.tsx';
import { NoWebgl } from '../ui/no-webgl.tsx';
import { useSettings } from '../ui/settings.tsx';
import { StoppedFrame } from '../ui/stopped-frame.tsx';
import { useAddress } from '../ui/use-address.ts';
import { useDeskScale } from '../ui/use-desk-scale.ts';
import { useDistrict, useStore } from '../ui/use-live.ts';
import { useWords } from '../words/words.ts';

import { PLAN_LAYERS } from './plan-layers.ts';

/** What a planner looks at: ground and borders. */
const SHOWN: readonly LayerKey[] = ['areas', 'buildings', 'base'];

/** The map of a plan, what draws on it, and what that waits for. */
export function PlanGround({
  view,
  inLight,
}: {
  view: React.RefObject<MapView | null>;
  /** As it is printed, whatever the theme. */
  inLight: boolean;
}) {
  const { words, language } = useWords();
  const { theme } = useSettings();
  const scale = useDeskScale();
  const [address, change] = useAddress();
  const district = useDistrict();
  const camera = useRef<MapCamera | null>(null);
  const ground = useRef<HTMLElement>(null);
  const [drawable, setDrawable] = useState(true);
  const [metresPerPx, setMetresPerPx] = useState<number | null>(null);
  const onHand = usePlanHand(view, drawable);
  useHandKeys(view, ground);

  const selected = useStore(toolStore, (s) => s.selection.at(-1) ?? null);
  const scene = useMemo<Scene>(
    () => ({
      ...NOTHING_CHOSEN,
      screen: 'watch',
      theme: inLight ? 'light' : theme,
      language,
      scale,
      layers: layersOn(SHOWN),
      selection: selected === null ? null : { noun: 'areas', id: selected },
    }),
    [theme, inLight, language, scale, selected],
  );
  const measure = (): void => {
    const box = ground.current?.getBoundingClientRect();
    if (view.current && box)
      setMetresPerPx(metresPerPxAt(view.current, box.width / 2, box.height / 2));
  };
  const home = district?.bounds ?? null;
  const deepest = district?.levels.at(-1)?.rank ?? 1;
  const tellLevel = useCallback(
    (zoom: number): void =>
      toolStore.setState({ zoomLevel: activeLevel(designZoom(zoom, { scale }), deepest) }),
    [scale, deepest],
  );
  useEffect(() => {
    // The map may have moved last before it was known how many levels there are.
    if (camera.current) tellLevel(camera.current.zoom);
  }, [tellLevel]);
  return (
    <>
      <ToolRail
        choose={(tool) => {
          planTools.choose(tool);
          // What is drawn is ended by Enter: that must not press the tool's button once more.
          canvasIn(ground.current)?.focus({ preventScroll: true });
        }}
      />
      <section className="ground" ref={ground} aria-label={words.map.label}>
        <BrokenPart>
          {drawable ? (
            <MapCanvas
              ref={view}
              scene={scene}
              layers={PLAN_LAYERS}
              initialCamera={address.camera}
              home={home}
              onHand={onHand}
              onMove={(at) => {
                camera.current = at;
                measure();
                tellLevel(at.zoom);
                change({ camera: at });
              }}
              onUnsupported={() => setDrawable(false)}
            />
          ) : (
            <NoWebgl />
          )}
        </BrokenPart>
        {drawable && (
          <>
            <HandMarks view={view} />
            <ToolOptions />
            <LevelSwitch />
            <PlanLegend />
            <TouchBar />
            <MapButtons
              view={view}
              zoom={() => camera.current?.zoom ?? 0}
              home={home}
              frames="district"
            />
          </>
        )}
        <StoppedFrame />
        <DataNote raster={false} />
      </section>
      <ToolStatus metresPerPx={metresPerPx} />
    </>
  );
}
