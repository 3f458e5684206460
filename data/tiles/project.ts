/** The world's width in the integers that tiles are cut from: 1.9 cm at the equator. */
export const WORLD = 2 ** 31;
/** Units across a tile: MapLibre's own, so that nothing is rounded twice. */
export const EXTENT = 8192;
/** The world's width in metres, at the equator. */
export const EQUATOR_M = 40_075_017;

/** Vertices of parts, [x, y] interleaved; part p has vertices starts[p] … starts[p + 1] − 1. */
export interface PackedParts {
  positions: Int32Array;
  starts: Uint32Array;
  /** Feature (index) of each part. */
  of: Uint32Array;
  /** 1 where a ring is a hole. */
  isHole: Uint8Array;
}

/**
 * [lng, lat] interleaved, in units of which `perDegree` make one degree, to Web Mercator integers:
 * x to the east and y to the south, 0 … WORLD. Latitudes beyond ±85.05° lie on the edge.
 */
export function toWorld(positions: ArrayLike<number>, perDegree: number): Int32Array {
  const out = new Int32Array(positions.length);
  const across = WORLD / 360 / perDegree;
  const toRadians = Math.PI / 180 / perDegree;
  for (let i = 0; i < out.length; i += 2) {
    const sin = Math.sin(positions[i + 1]! * toRadians);
    const y = 0.5 - (0.25 * Math.log((1 + sin) / (1 - sin))) / Math.PI;
    out[i] = clamp(positions[i]! * across + WORLD / 2);
    out[i + 1] = clamp(y * WORLD);
  }
  return out;
}

const clamp = (value: number): number => Math.max(0, Math.min(WORLD - 1, Math.round(value)));
