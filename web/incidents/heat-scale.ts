import { LATTICE_PER_DEGREE } from '#data/geo/lattice.ts';
import type { ExpressionSpecification } from 'maplibre-gl';

import { mapZoom } from '../map/lod.ts';
import type { Scene } from '../map/scene.ts';
import { atZoom, type Stops } from '../ui/tokens.ts';
import { metresPerPx } from '../map/metres-per-px.ts';

/** What colours mean: rising densities, incidents a km² in the period. The last is the strongest colour, and what is beyond it too. */
export type HeatScale = readonly [number, number, number, number];

/** Metres of the squares in which a scale is sought: about as far as heat spreads where a district is looked at. */
const SQUARE_M = 250;
/** So many of the squares that hold anything are below the strongest colour. */
const BELOW_TOP = 0.985;
const M_PER_DEGREE = 111_320;
/** A single incident must not be the strongest colour of a quiet hour. */
const LEAST_TOP = 20;

/** Round densities (1, 2, 5) that part these places well; `latitude` is theirs, `positions` lattice integers. */
export function heatScale(positions: Int32Array, latitude: number): HeatScale {
  const side = { y: (SQUARE_M / M_PER_DEGREE) * LATTICE_PER_DEGREE, x: 0 };
  side.x = side.y / Math.cos((latitude * Math.PI) / 180);
  const squares = new Map<number, number>();
  for (let p = 0; p < positions.length; p += 2) {
    const key = Math.floor(positions[p]! / side.x) * 1e6 + Math.floor(positions[p + 1]! / side.y);
    squares.set(key, (squares.get(key) ?? 0) + 1);
  }
  const counts = Float64Array.from(squares.values()).sort();
  const high = counts[Math.floor(BELOW_TOP * (counts.length - 1))] ?? 0;
  const top = roundUp(Math.max(LEAST_TOP, high / (SQUARE_M / 1000) ** 2));
  return [below(below(below(top))), below(below(top)), below(top), top];
}

/** The next of … 1, 2, 5, 10, 20 … */
function roundUp(value: number): number {
  const ten = 10 ** Math.floor(Math.log10(value));
  return ten * ([1, 2, 5, 10].find((step) => step * ten >= value * (1 - 1e-9)) ?? 10);
}
/** The one before. */
function below(round: number): number {
  const ten = 10 ** Math.floor(Math.log10(round) + 1e-9);
  const step = Math.round(round / ten);
  return step === 5 ? 2 * ten : step === 2 ? ten : ten / 2;
}

/**
 * How far an incident's heat spreads, px by zoom: half a kilometre where a district is seen, 200 m in a street. Not less,
 * or near by it would be finer than the squares in which the scale was sought, and all of it the strongest colour.
 */
const RADIUS: Stops = [[8, 8], [11, 15], [12, 25], [13, 42], [14, 74], [15, 138], [16, 240], [17, 400], [18, 480]]; // prettier-ignore
/** A single incident is at most this share of the strongest colour: sparse heat spreads farther … */
const SINGLE_SHARE = 0.4;
/** … but no farther than this, px. */
const WIDEST_PX = 480;
/** MapLibre's heatmap shader: exp(−4.5 (r / radius)²) times this, and nothing below FAINTEST. */
const GAUSS = 0.3989422804014327;
const FAINTEST = 1 / 255 / 16;
/**
 * How strongly an incident counts at a zoom of the map, so that a density of `top` a km² adds up to 1 there whatever
 * the radius: a colour means the same at every zoom.
 */
export function heatIntensity(
  zoom: number,
  radiusPx: number,
  latitude: number,
  top: number,
): number {
  const radiusM = radiusPx * metresPerPx(zoom, latitude);
  const spreadM2 = (Math.PI / 4.5) * radiusM ** 2;
  return (1 / (spreadM2 * (top / 1e6)) + FAINTEST) / GAUSS;
}

/** How far an incident's heat spreads at a zoom of the map, px. */
export function heatRadius(zoom: number, plainPx: number, latitude: number, top: number): number {
  const leastM = Math.sqrt(1e6 / ((Math.PI / 4.5) * SINGLE_SHARE * top));
  const leastPx = Math.min(WIDEST_PX, leastM / metresPerPx(zoom, latitude));
  return Math.max(plainPx, leastPx);
}

/** Radius and intensity by zoom as the style takes them; between stops a quarter of a zoom apart both are linear. */
export function heatByZoom(
  scene: Pick<Scene, 'scale'>,
  latitude: number,
  top: number,
): { radius: ExpressionSpecification; intensity: ExpressionSpecification } {
  const radius: number[] = [];
  const intensity: number[] = [];
  for (let zoom = 7; zoom <= 20; zoom += 0.25) {
    const at = mapZoom(zoom, scene);
    const px = heatRadius(at, atZoom(RADIUS, zoom) * scene.scale, latitude, top);
    radius.push(at, px);
    intensity.push(at, heatIntensity(at, px, latitude, top));
  }
  const by = (stops: number[]) =>
    ['interpolate', ['linear'], ['zoom'], ...stops] as unknown as ExpressionSpecification;
  return { radius: by(radius), intensity: by(intensity) };
}
