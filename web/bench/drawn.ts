import type { Unit } from '#data/units/unit.ts';
import type {
  PackedAreas,
  PackedBuildings,
  PackedFeatures,
  PackedSites,
} from '#data/wire/packed.ts';

import type { MapCamera } from '../map/scene.ts';

import type { Movers } from './movers.ts';

/** The same things for every way of drawing them. */
export interface Things {
  areas: PackedAreas;
  features: PackedFeatures;
  buildings: PackedBuildings;
  sites: PackedSites;
  units: readonly Unit[];
  movers: Movers;
}

/** One way of drawing them, in a box of the page's size. */
export interface Drawn {
  look: (camera: MapCamera) => void;
  /** A second's news, as this way takes it. */
  tick: () => void;
  /** Everything asked for at this camera is there. */
  settled: () => boolean;
  /** Holds up the page until its picture is drawn, where that can be asked. */
  finish: () => void;
  /** What of the things it does not draw, in words. */
  leaves: string;
}
