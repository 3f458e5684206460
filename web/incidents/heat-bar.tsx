import './heat-bar.css';

import { useSettings } from '../ui/settings.tsx';
import { useWords } from '../words/words.ts';

import { HEAT_RAMP, heatColour, heatFade } from './heat-layer.ts';
import type { HeatScale } from './heat-scale.ts';

/** How plain the heat is drawn where one looks. */
export interface HeatLook {
  /** Per cent, as somebody has set it. */
  opacity: number;
  /** Of the design; null until the map looks somewhere. */
  zoom: number | null;
}

/** The colours from no heat to the strongest over the land, as plain as the map blends them. */
export function HeatBar({ scale, look }: { scale: HeatScale; look: HeatLook }) {
  const { theme } = useSettings();
  const { words } = useWords();
  const stops = HEAT_RAMP.map((_, i) => `${heatColour(theme, i)} ${25 * i}%`).join(', ');
  const opacity = (look.opacity / 100) * heatFade(look.zoom ?? 0);
  return (
    <div className="heat-bar" role="img" aria-label={words.heat.ramp(scale.map(String).join(' '))}>
      <i style={{ background: `linear-gradient(to right, ${stops})`, opacity }} />
    </div>
  );
}
