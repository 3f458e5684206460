import type { Layer } from '@deck.gl/core';
import { PathLayer } from '@deck.gl/layers';

import { inBounds } from '../map/lod.ts';
import type { DrawContext } from '../map/map-layer.ts';
import { above } from '../map/opacity.ts';
import type { Scene } from '../map/scene.ts';
import type { Tallies } from '../map/tally.ts';
import { rgba } from '../ui/tokens.ts';

import { splitTrack, type TrackPoint } from './track.ts';

/** How a track is drawn, if the scene has one: a line with a casing, apart where nothing was reported for long. */
export function createTrackDrawing(): (context: DrawContext) => Layer[] {
  let trackOf: Scene['track'] = null;
  let trackPieces: TrackPoint[][] = [];
  return ({ scene }) => {
    if (!scene.track || !isDrawn(scene)) return [];
    if (trackOf !== scene.track) {
      trackOf = scene.track;
      trackPieces = splitTrack(scene.track.points).filter((piece) => piece.length > 1);
    }
    const path = {
      data: trackPieces,
      getPath: (piece: TrackPoint[]) => piece.map(([lng, lat]) => [lng, lat] as [number, number]),
      widthUnits: 'pixels',
      jointRounded: true,
      capRounded: true,
      ...above(scene, 'tracks'),
    } as const;
    return [
      new PathLayer({ ...path, id: 'units-track-casing', getColor: rgba(scene.theme, 'map.label.halo', 0.85), getWidth: 5 * scene.scale, updateTriggers: { getColor: scene.theme } }), // prettier-ignore
      new PathLayer({ ...path, id: 'units-track', getColor: rgba(scene.theme, 'accent', 0.9), getWidth: 2 * scene.scale, updateTriggers: { getColor: scene.theme } }), // prettier-ignore
    ];
  };
}

const isDrawn = (scene: Scene): boolean => !scene.without?.includes('tracks');

/** How many of the track's points lie within the map's frame; nothing while nobody is selected. */
export function tallyTrack({ scene, bounds }: Pick<DrawContext, 'scene' | 'bounds'>): Tallies {
  if (!scene.track) return {};
  const inView = scene.track.points.filter(([lng, lat]) => inBounds([lng, lat], bounds)).length;
  return { tracks: { shown: isDrawn(scene) ? inView : 0, inView } };
}
