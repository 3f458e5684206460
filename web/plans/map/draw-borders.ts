import type { Layer } from '@deck.gl/core';

import { inBounds } from '../../map/lod.ts';
import type { DrawContext } from '../../map/map-layer.ts';
import { designZoom } from '../../map/lod.ts';
import { metresPerPx } from '../../map/metres-per-px.ts';
import { deskStore, type Place } from '../desk/desk.ts';

import { dashesOf } from './dashes.ts';
import { drawLines } from './draw-lines.ts';
import { edgePaths } from './edge-paths.ts';

/** Metres that a px of the design is in the middle of a drawing. */
export const pxInMetres = ({ scene, zoom, bounds: [, south, , north] }: DrawContext): number =>
  metresPerPx(designZoom(zoom, scene), (south + north) / 2);

/** Of lines those that are in view: dashes are made anew at each zoom. */
export function inView(
  paths: readonly (readonly Place[])[],
  [west, south, east, north]: DrawContext['bounds'],
): (readonly Place[])[] {
  return paths.filter((path) => {
    if (path.some((at) => inBounds(at, [west, south, east, north]))) return true;
    const [xs, ys] = [path.map(([x]) => x), path.map(([, y]) => y)];
    return Math.min(...xs) < east && Math.max(...xs) > west && Math.min(...ys) < north && Math.max(...ys) > south; // prettier-ignore
  });
}

/** Where the plan's borders are others than those in force: those there were in dashes, those there are in the colour of drafts; and what is locked, as a rail. */
export function drawBorders(c: DrawContext): Layer[] {
  const { drawn, erased, locked } = deskStore.getState();
  const px = pxInMetres(c);
  const former = inView(edgePaths(erased), c.bounds).flatMap((path) => dashesOf(path, 4 * px, 5 * px)); // prettier-ignore
  const rails = edgePaths(locked);
  return [
    ...drawLines(c, 'erased', former, { token: 'edit.committed', width: 1.8 }),
    ...drawLines(c, 'drawn', edgePaths(drawn), { token: 'edit.draft', width: 2.6 }),
    ...drawLines(c, 'locked', rails, { token: 'edit.committed', width: 5.5, casing: 1 }),
    ...drawLines(c, 'locked-core', rails, { token: 'map.label.halo', width: 2, casing: 0 }),
  ];
}
