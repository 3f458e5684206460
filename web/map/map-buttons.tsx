import './map-buttons.css';

import type { RefObject } from 'react';

import { useWords, type Words } from '../words/words.ts';

import type { MapView } from './map-view.ts';
import type { Bounds } from './map-layer.ts';

/** Nearer, farther, where one began: for a mouse without a wheel and for fingers. */
export function MapButtons(props: {
  view: RefObject<MapView | null>;
  zoom: () => number;
  home: Bounds | null;
  /** What `home` is. */
  frames: keyof Words['map']['frames'];
}) {
  const { words } = useWords();
  const by = (step: number) => () => props.view.current?.flyTo({ zoom: props.zoom() + step });
  const icon = (path: string) => (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      <path d={path} />
    </svg>
  );
  return (
    <div className="map-buttons" data-over-map>
      <button type="button" aria-label={words.map.zoomIn} title={words.map.zoomIn} onClick={by(1)}>
        {icon('M7 2v10M2 7h10')}
      </button>
      <button
        type="button"
        aria-label={words.map.zoomOut}
        title={words.map.zoomOut}
        onClick={by(-1)}
      >
        {icon('M2 7h10')}
      </button>
      <button
        type="button"
        aria-label={words.map.frames[props.frames]}
        title={words.map.frames[props.frames]}
        disabled={!props.home}
        onClick={() => props.home && props.view.current?.flyTo(props.home)}
      >
        {icon('M2 5V2h3M9 2h3v3M12 9v3H9M5 12H2V9')}
      </button>
    </div>
  );
}
