import { areaStore, type AreaState } from '../live/stores.ts';

/** What the map draws and picks of areas. */
type DrawnAreas = Pick<AreaState, 'packed' | 'byId' | 'cellAt' | 'chainOf' | 'polygonsOf'>;

let instead: DrawnAreas | null = null;
const watchers = new Set<() => void>();

/** The areas that the map draws: those in force, unless others are put in their place. */
export function drawnAreas(): DrawnAreas {
  return instead ?? areaStore.getState();
}

/** Draws other areas than those in force; null: these again. */
export function drawAreas(areas: DrawnAreas | null): void {
  const before = drawnAreas().packed;
  instead = areas;
  if (drawnAreas().packed !== before) for (const tell of watchers) tell();
}

/** Tells whenever others are drawn; answers how to stop it. */
export function watchDrawnAreas(tell: () => void): () => void {
  watchers.add(tell);
  const stop = areaStore.subscribe((s, was) => {
    if (!instead && s.packed !== was.packed) tell();
  });
  return () => {
    watchers.delete(tell);
    stop();
  };
}
