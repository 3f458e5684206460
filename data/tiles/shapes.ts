import type { PackedParts } from './project.ts';

/** One property of every feature of some shapes: a word of a list, by its place in it, or a number. */
export type Column =
  { words: readonly string[]; at: Uint32Array | Uint8Array } | { numbers: ArrayLike<number> };

export type ShapeKind = 'point' | 'line' | 'polygon';

/**
 * What one layer of vector tiles is cut from. Rings are closed; a hole follows the ring that it is
 * a hole of. A feature's parts follow each other.
 */
export interface Shapes {
  /** The name of the layer within a tile. */
  layer: string;
  kind: ShapeKind;
  parts: PackedParts;
  ids: ArrayLike<number> | null;
  /** The tile zoom from which each feature is there; shorter than the features = 0 for the rest. */
  from: Uint8Array;
  properties: Record<string, Column>;
}
