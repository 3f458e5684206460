import { zoomed } from '../map/expressions.ts';
import { colour, type ColourToken } from '../ui/tokens.ts';

import { ofClass, type Sheet } from './style-parts.ts';

const BLOCKS = ['residential', 'commercial', 'public'];
const WIDE_BLOCKS = ['industrial', 'campus'];

/** Built-up ground, green, the fabric of blocks, water, walls and gates: all over the land, which the areas draw. */
export function addGround({ scene, z, add }: Sheet): void {
  const { theme, scale } = scene;
  const fill = (token: ColourToken, opacity: unknown = 1): Record<string, unknown> => ({
    'fill-color': colour(theme, token),
    'fill-opacity': opacity,
    // With a graphics card the map is drawn with several samples a pixel; without one a line round each polygon is dear.
    'fill-antialias': false,
  });
  add('fabric', 'built', {
    id: 'base-builtup',
    type: 'fill',
    filter: ofClass(...BLOCKS, ...WIDE_BLOCKS),
    paint: fill('map.builtup'),
  });
  add('fabric', 'built', {
    id: 'base-paved',
    type: 'fill',
    minzoom: z(13),
    filter: ofClass('square', 'platform'),
    paint: fill('map.paved', zoomed([[13, 0], [13.6, 1]], scene, 1)), // prettier-ignore
  });
  add('fabric', 'green', { id: 'base-green', type: 'fill', paint: fill('map.green') });
  add('fabric', 'green', {
    id: 'base-pitch',
    type: 'line',
    minzoom: z(15),
    filter: ofClass('pitch'),
    paint: { 'line-color': colour(theme, 'map.road.minor'), 'line-width': 0.8 * scale },
  });
  // Land that is built on, between the roads: the gaps read as lanes. It fades as footprints come, but
  // not wholly: where a source has none it is all there is.
  const fabric = (most: number): unknown =>
    zoomed([[11.4, 0], [12.6, most], [15.4, most], [16.4, 0.6 * most]], scene, 1); // prettier-ignore
  add('fabric', 'built', {
    id: 'base-block',
    type: 'fill',
    filter: ofClass(...BLOCKS),
    paint: fill('map.block', fabric(1)),
  });
  add('fabric', 'built', {
    id: 'base-works',
    type: 'fill',
    filter: ofClass(...WIDE_BLOCKS),
    paint: fill('map.block', fabric(0.45)),
  });
  // Where one plot ends and the next begins: blocks of the sample, parcels of a land register.
  add('fabric', 'built', {
    id: 'base-plots',
    type: 'line',
    minzoom: z(15),
    filter: ofClass(...BLOCKS, ...WIDE_BLOCKS),
    paint: {
      'line-color': colour(theme, 'map.building.line'),
      'line-width': 0.7 * scale,
      'line-opacity': zoomed([[15, 0], [16, 0.5]], scene, 1), // prettier-ignore
    },
  });
  // A stream that is only a line lies under the roads: nothing says where they bridge it.
  add('fabric', 'water-line', {
    id: 'base-stream',
    type: 'line',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': colour(theme, 'map.water'),
      'line-width': zoomed([[10, 0.8], [13, 1.8], [15, 5], [17, 16]], scene), // prettier-ignore
    },
  });
  add('water', 'water', { id: 'base-water', type: 'fill', paint: fill('map.water') });
  add('buildings', 'wall', {
    id: 'base-wall',
    type: 'line',
    minzoom: z(15.6),
    filter: ofClass('compound'),
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': colour(theme, 'map.wall'),
      'line-width': zoomed([[15.6, 0.8], [17, 1.2], [19, 2.4]], scene), // prettier-ignore
      'line-opacity': zoomed([[15.6, 0], [16, 1]], scene, 1), // prettier-ignore
    },
  });
  add('buildings', 'wall', {
    id: 'base-city-wall',
    type: 'line',
    minzoom: z(12),
    filter: ofClass('city'),
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: {
      'line-color': colour(theme, 'map.wall'),
      'line-width': zoomed([[12, 1.4], [15, 3], [17, 9], [19, 24]], scene), // prettier-ignore
    },
  });
  // A gate is a gap in the wall with a post on either side.
  for (const [part, token, grown] of [
    ['post', 'map.wall', 1],
    ['gap', 'map.road.lane', 0],
  ] as const)
    add('buildings', 'gate', {
      id: `base-gate-${part}`,
      type: 'circle',
      minzoom: z(16.2),
      paint: {
        'circle-color': colour(theme, token),
        'circle-pitch-alignment': 'map',
        'circle-radius': zoomed([[16.2, 1.2 + grown], [17, 2.6 + 1.2 * grown], [18, 4.5 + 1.6 * grown], [20, 16 + 3 * grown]], scene), // prettier-ignore
      },
    });
}
