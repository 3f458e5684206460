import { FADE_KEYS, opacityOf } from './opacity.ts';
import { LAYER_KEYS, type Scene, type Selection } from './scene.ts';

export function sameSelection(a: Selection | null, b: Selection | null): boolean {
  return a === b || (a !== null && b !== null && a.noun === b.noun && a.id === b.id);
}

/** Whether two scenes ask the same of the map's own style: base map, borders and labels. */
export function sameStyle(a: Scene, b: Scene): boolean {
  return (
    a === b ||
    (a.theme === b.theme &&
      a.language === b.language &&
      a.scale === b.scale &&
      a.screen === b.screen &&
      (a.shade ?? null) === (b.shade ?? null) &&
      (a.seams ?? null) === (b.seams ?? null) &&
      LAYER_KEYS.every((key) => a.layers[key] === b.layers[key]) &&
      FADE_KEYS.every((key) => opacityOf(a, key) === opacityOf(b, key)))
  );
}

/** Whether two scenes ask the same of deck's layers. */
export function sameDrawing(a: Scene, b: Scene): boolean {
  return (
    sameStyle(a, b) &&
    sameSelection(a.selection, b.selection) &&
    a.follow === b.follow &&
    a.onlyUnits === b.onlyUnits &&
    a.focusAreas.join() === b.focusAreas.join() &&
    (a.lit ?? null) === (b.lit ?? null) &&
    a.track === b.track &&
    (a.without ?? []).join() === (b.without ?? []).join() &&
    (a.pin === b.pin || (a.pin?.[0] === b.pin?.[0] && a.pin?.[1] === b.pin?.[1]))
  );
}
