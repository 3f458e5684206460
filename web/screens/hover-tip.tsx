import './hover-tip.css';

import type { RefObject } from 'react';

import { readOut } from '../areas/read-out.ts';
import { shadedLevel } from '../areas/shade.ts';

import type { Measure } from '#data/areas/area-standing.ts';

import { incidentStore, siteStore, unitStore } from '../live/stores.ts';
import type { MapView } from '../map/map-view.ts';
import type { Selection } from '../map/scene.ts';
import { useDistrict, useServerSecond } from '../ui/use-live.ts';
import { useWords, type Words } from '../words/words.ts';

import { placeOf } from './show-selection.ts';

/** What the pointer reads, and where it rests, [lng, lat]. */
export interface Hovered {
  what: Selection;
  at: [number, number] | null;
}

/** What the pointer is at, in a few words: beside its symbol, or where an area is read. */
export function HoverTip({
  hovered,
  shade,
  zoom,
  view,
}: {
  hovered: Hovered | null;
  shade: Measure | null;
  zoom: number | null;
  view: RefObject<MapView | null>;
}) {
  const { words, language } = useWords();
  useServerSecond();
  const what = hovered?.what;
  const levels = useDistrict()?.levels ?? [];
  const level = shade && zoom !== null ? shadedLevel(shade, zoom, levels) : null;
  const lines =
    what?.noun === 'areas'
      ? readOut(what.id, shade, level, words, language)
      : what && [tipOf(what, words)];
  const at = what?.noun === 'areas' ? hovered!.at : what && placeOf(what);
  const place = at && view.current?.project(at);
  if (!lines?.[0] || !place) return null;
  return (
    <p className="hover-tip" style={{ left: place.x, top: place.y }} aria-hidden="true">
      {lines.filter(Boolean).map((line, i) => (i === 0 ? line : <span key={i}>{line}</span>))}
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
