import { useEffect, useRef } from 'react';

import { useSettings } from '../ui/settings.tsx';

import { CELL_UNITS, type Painter } from './icon-atlas.ts';

/** How much of a cell around the 24 units is shown: casings need a little room, beaks and brackets all of it. */
const SHOWN_UNITS = 32;

/** A map symbol in a list or legend: painted by the same painter as on the map. `size`: px of its 24 units; `whole`: with all that is around them. */
export function Symbol({
  painter,
  size,
  label,
  whole = false,
}: {
  painter: Painter;
  size: number;
  label?: string;
  whole?: boolean;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { theme } = useSettings();
  const shown = whole ? CELL_UNITS : SHOWN_UNITS;
  const px = (size * shown) / 24;
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const ratio = Math.max(2, window.devicePixelRatio);
    element.width = element.height = Math.round(px * ratio);
    context.scale(element.width / shown, element.height / shown);
    context.translate((shown - CELL_UNITS) / 2, (shown - CELL_UNITS) / 2);
    context.translate(CELL_UNITS / 2 - 12, CELL_UNITS / 2 - 12);
    context.lineJoin = 'round';
    context.lineCap = 'round';
    painter(context, theme);
  }, [painter, theme, px, shown]);
  return (
    <canvas
      ref={canvas}
      className="symbol"
      style={{ width: px, height: px, margin: (size - px) / 2 }}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    />
  );
}
