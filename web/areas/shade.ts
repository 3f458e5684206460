import type { ExpressionSpecification } from 'maplibre-gl';

import type { Level } from '#data/areas/area.ts';
import { bandOf, isEstimated, type AreaStanding, type Measure } from '#data/areas/area-standing.ts';
import { classBreaks, classOf } from '#data/areas/class-breaks.ts';
import type { Band } from '#data/areas/band.ts';
import type { AreaOnWire, PackedAreas } from '#data/wire/packed.ts';

import { areaStore, districtStore } from '../live/stores.ts';
import type { ColourToken } from '../ui/tokens.ts';

import { byPlace } from './area-places.ts';
import { standingsNow, type Standings } from './standings.ts';

/** Classes that are no class: exempt from the band, and nothing known. */
export const EXEMPT = 8;
export const UNKNOWN = 9;
/** Of no area in force: one of an edition before, whose tile is still there. */
const GONE = 7;

/** The areas of one level parted into classes by one measure. */
export interface Shade {
  measure: Measure;
  /** Rank of the level. */
  level: number;
  /** Areas of the level in the order of the edition: `classes[i]` is the class of `areas[i]`. */
  areas: readonly AreaOnWire[];
  classes: readonly number[];
  /** Between the classes, rising; of a band the ends of its steps, in households. */
  breaks: readonly number[];
  /** The classes in the order of the legend, each with its colour (null: left bare) and how many areas it holds. */
  swatches: readonly { class: number; token: ColourToken | null; count: number }[];
  exempt: number;
  unknown: number;
  /** How many areas of known class rest on a shared count. */
  estimated: number;
}

/** From which zoom of the design which level is shaded; beyond the last one sees the things themselves. */
const SHADED = [
  { level: 2, from: 0, to: 10.5 },
  { level: 3, from: 10.5, to: 13.5 },
  { level: 4, from: 13.5, to: 15.5 },
  { level: 5, from: 15.5, to: 17 },
] as const;
export const SHADED_TO = 17;

/**
 * Which level is shaded over which zooms of the design. By the band it is always the level that has one: of a
 * community it could only be said how many of its grids are out, which is another figure.
 */
export function shadedSpans(
  measure: Measure,
  levels: readonly Pick<Level, 'rank' | 'key'>[],
): { level: number; from: number; to: number }[] {
  if (measure === 'band') {
    const banded = levels.find(({ rank }) => bandOf(levels, rank));
    return banded ? [{ level: banded.rank, from: 0, to: SHADED_TO }] : [];
  }
  const deepest = Math.max(1, ...levels.map((level) => level.rank));
  const spans: { level: number; from: number; to: number }[] = [];
  for (const { level, from, to } of SHADED) {
    const last = spans.at(-1);
    if (last && level > deepest) last.to = to;
    else spans.push({ level: Math.min(level, deepest), from, to });
  }
  return spans;
}

/** The level shaded at a zoom of the design; null where nothing is. */
export function shadedLevel(
  measure: Measure,
  zoom: number,
  levels: readonly Pick<Level, 'rank' | 'key'>[],
): number | null {
  return shadedSpans(measure, levels).find((s) => zoom >= s.from && zoom < s.to)?.level ?? null;
}

/** The level of the areas that the pointer reads, and a click takes, at a zoom of the design; null: as without a shade. */
export function levelRead(
  scene: { shade?: Measure | null; readLevel?: number | null },
  zoom: number,
): number | null {
  if (scene.readLevel != null) return scene.readLevel;
  const levels = districtStore.getState().district?.levels ?? [];
  return scene.shade ? shadedLevel(scene.shade, zoom, levels) : null;
}

/** Colours of n classes, lightest or darkest first as the theme has it: all six, or as far apart as fewer can be. */
function sequence(n: number): ColourToken[] {
  if (n === 1) return ['seq.3'];
  return Array.from(
    { length: n },
    (_, i) => `seq.${1 + Math.round((5 * i) / (n - 1))}` as ColourToken,
  );
}
const DIVERGING: (ColourToken | null)[] = ['div.-3', 'div.-2', 'div.-1', null, 'div.+1', 'div.+2', 'div.+3']; // prettier-ignore

/** Parts the areas of one level. band: of the level; only asked for where the measure is the band. */
export function shadeAreas(
  areas: readonly AreaOnWire[],
  standings: Standings,
  measure: Measure,
  level: number,
  band: Band | null,
  held: readonly number[] = [],
): Shade {
  const of = areas.map((area): AreaStanding | undefined => standings.get(area.id));
  const values = of.map((standing) => standing?.[measure] ?? null);
  const byBand = measure === 'band';
  const { below, from, to, above } = band?.households ?? { below: [], from: 0, to: 0, above: [] };
  const breaks = byBand ? [...below].reverse().concat(from, to, above) : classBreaks(values, 6, held); // prettier-ignore
  const classes = values.map((value, i) => {
    if (byBand && of[i]?.kind === 'dedicated') return EXEMPT;
    if (value === null) return UNKNOWN;
    return byBand ? value + 3 : classOf(breaks, value);
  });
  const known = classes.some((c) => c < EXEMPT);
  const tokens = byBand ? DIVERGING : known ? sequence(breaks.length + 1) : [];
  const counts = new Array<number>(10).fill(0);
  for (const c of classes) counts[c]!++;
  return {
    measure,
    level,
    areas,
    classes,
    breaks,
    swatches: tokens.map((token, i) => ({ class: i, token, count: counts[i]! })),
    exempt: counts[EXEMPT]!,
    unknown: counts[UNKNOWN]!,
    estimated: of.filter((s, i) => s && classes[i]! < EXEMPT && isEstimated(s, measure)).length,
  };
}

const byLevel = new WeakMap<PackedAreas, Map<number, readonly AreaOnWire[]>>();

/** Areas of a level in the order of the edition. */
export function areasOfLevel(packed: PackedAreas, level: number): readonly AreaOnWire[] {
  let levels = byLevel.get(packed);
  if (!levels) byLevel.set(packed, (levels = new Map()));
  let areas = levels.get(level);
  if (!areas) levels.set(level, (areas = packed.areas.filter((a) => a.level === level)));
  return areas;
}

const shades = new Map<string, { packed: PackedAreas; standings: Standings; shade: Shade }>();

/** The shade of a level as things stand now: the same value for map and legend; null before the areas are there. */
export function shadeNow(measure: Measure, level: number): Shade | null {
  const { packed } = areaStore.getState();
  const standings = standingsNow();
  if (!packed || standings.size === 0) return null;
  const key = `${measure} ${level}`;
  const was = shades.get(key);
  if (was?.packed === packed && was.standings === standings) return was.shade;
  const levels = districtStore.getState().district?.levels ?? [];
  const held = was?.packed === packed ? was.shade.breaks : [];
  const shade = shadeAreas(areasOfLevel(packed, level), standings, measure, level, bandOf(levels, level), held); // prettier-ignore
  shades.set(key, { packed, standings, shade });
  return shade;
}

/** The class of a feature, looked up by its place: what a tick changes is a list of small numbers, no polygon. */
export function classExpression(shade: Shade): ExpressionSpecification {
  const classes = byPlace(shade.areas, shade.classes, GONE);
  return ['at', ['get', 'k'], ['literal', classes]] as unknown as ExpressionSpecification;
}
