import './watch-layers.css';

import { useEffect, useRef } from 'react';

import { AreaLegend } from '../areas/area-legend.tsx';
import { ShadeChoice } from '../areas/shade-legend.tsx';
import { BuildingLegend } from '../buildings/building-legend.tsx';
import { CaptainLegend } from '../buildings/captain-legend.tsx';
import { BaseLegend } from '../features/base-legend.tsx';
import { HeatChoice } from '../incidents/heat-legend.tsx';
import { IncidentLegend } from '../incidents/incident-legend.tsx';
import { retryLoad } from '../live/load-packed.ts';
import type { FadeKey } from '../map/opacity.ts';
import type { LayerKey, PartKey } from '../map/scene.ts';
import { RasterLegend } from '../raster/raster-legend.tsx';
import { SiteLegend } from '../sites/site-legend.tsx';
import type { LayerSwitch } from '../ui/layer-group.tsx';
import { LayerSetChoice } from '../ui/layer-set-choice.tsx';
import { listMoves } from '../ui/list-moves.ts';
import { useSees } from '../ui/use-sees.ts';
import { UnitLegend } from '../units/unit-legend.tsx';
import { useWords } from '../words/words.ts';

import type { LayerChoice } from './use-layer-choice.ts';

interface WatchLayersProps {
  choice: LayerChoice;
  tableOpen: boolean;
  onTable: () => void;
}

/** The left column: every layer's switch, what it counts, its legend. Where there is little room it is behind a button. */
export function WatchLayers(
  props: WatchLayersProps & { open: boolean; setOpen: (open: boolean) => void },
) {
  const { words } = useWords();
  const { open, setOpen } = props;
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!open) return;
    const outside = (event: PointerEvent): void => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    window.addEventListener('pointerdown', outside);
    return () => window.removeEventListener('pointerdown', outside);
  }, [open, setOpen]);
  return (
    <aside
      ref={box}
      className={`watch-layers${open ? ' open' : ''}`}
      aria-label={words.layers.title}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && open) setOpen(false);
        else if (!goAmongSwitches(event.currentTarget, event.key)) return;
        event.preventDefault();
      }}
    >
      <button
        type="button"
        className="layers-button"
        aria-expanded={open}
        aria-label={words.layers.open}
        title={words.layers.open}
        onClick={() => setOpen(!open)}
      >
        <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
          <path d="M10 3 18 7.5 10 12 2 7.5ZM3.6 11 10 14.6 16.4 11M3.6 14.2 10 17.8l6.4-3.6" />
        </svg>
      </button>
      <div className="layers-panel">
        <Legends {...props} />
      </div>
    </aside>
  );
}

function Legends({ choice, ...areas }: WatchLayersProps) {
  const sees = useSees();
  const fading = (key: FadeKey) => ({
    opacity: choice.opacity[key] ?? 100,
    fade: (percent: number) => choice.fade(key, percent),
  });
  const of = (key: LayerKey): LayerSwitch => ({
    on: choice.layers[key],
    toggle: () => choice.toggle(key),
    ...fading(key),
  });
  const ofPart = (key: PartKey): LayerSwitch => ({
    on: !choice.without.includes(key),
    toggle: () => choice.togglePart(key),
    ...fading(key),
  });
  return (
    <>
      <LayerSetChoice name={choice.setName} view={choice.setView} onChoose={choice.showSet} />
      {sees.layer('incidents') && <IncidentLegend layer={of('incidents')} />}
      {sees.layer('heat') && (
        <HeatChoice layer={of('heat')} period={choice.period} onPeriod={choice.heatOf} />
      )}
      {sees.layer('units') && <UnitLegend layer={of('units')} tracks={ofPart('tracks')} />}
      <SiteLegend
        cameras={sees.layer('cameras') ? of('cameras') : null}
        wedges={ofPart('wedges')}
        stations={of('stations')}
        points={of('points')}
        retry={() => retryLoad('sites')}
      />
      <AreaLegend layer={of('areas')} retry={() => retryLoad('areas')} />
      <ShadeChoice {...areas} {...fading('shade')} shade={choice.shade} onShade={choice.shadeBy} />
      <BuildingLegend layer={of('buildings')} retry={() => retryLoad('buildings')} />
      {sees.layer('captains') && <CaptainLegend layer={of('captains')} />}
      <BaseLegend layer={of('base')} retry={() => retryLoad('features')} />
      <RasterLegend layer={of('raster')} />
    </>
  );
}

/** From one layer's switch to another's by the keys of a list; answers whether it went. */
function goAmongSwitches(column: HTMLElement, key: string): boolean {
  const switches = [...column.querySelectorAll<HTMLElement>('[role=switch]')];
  const active = switches.indexOf(document.activeElement as HTMLElement);
  if (active < 0) return false;
  const last = switches.length - 1;
  const go = (to: number): void => switches[Math.max(0, Math.min(last, to))]?.focus();
  const move = listMoves(go, { active, page: switches.length, count: switches.length })[key];
  move?.();
  return move !== undefined;
}
