import './hover-tip.css';

import type { RefObject } from 'react';

import { incidentStore, siteStore, unitStore } from '../live/stores.ts';
import type { MapView } from '../map/map-view.ts';
import type { Selection } from '../map/scene.ts';
import { useServerSecond } from '../ui/use-live.ts';
import { useWords, type Words } from '../words/words.ts';

import { placeOf } from './show-selection.ts';

/** What the pointer is at, in a few words beside its symbol. */
export function HoverTip({
  hovered,
  view,
}: {
  hovered: Selection | null;
  view: RefObject<MapView | null>;
}) {
  const { words } = useWords();
  useServerSecond();
  const text = hovered && tipOf(hovered, words);
  const at = hovered && placeOf(hovered);
  const place = at && view.current?.project(at);
  if (!text || !place) return null;
  return (
    <p className="hover-tip" style={{ left: place.x, top: place.y }} aria-hidden="true">
      {text}
    </p>
  );
}

function tipOf(selection: Selection, words: Words): string | null {
  switch (selection.noun) {
    case 'incidents':
      return incidentStore.getState().byId.get(selection.id)?.title ?? null;
    case 'units': {
      const unit = unitStore.getState().byId.get(selection.id);
      return unit ? `${unit.name} · ${words.units.kinds[unit.kind]}` : null;
    }
    case 'sites': {
      const { packed } = siteStore.getState();
      const i = packed ? packed.ids.indexOf(selection.id) : -1;
      return packed?.names[i] ?? null;
    }
    case 'areas':
    case 'buildings':
      return null;
  }
}
