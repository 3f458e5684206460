import { BANDS } from '#data/areas/band.ts';
import type { AreaKind } from '#data/areas/area.ts';
import type { BandEnds } from '#data/areas/deviation.ts';

import type { PlanArea } from './plan-state.ts';

/** What an area of a level shall be like. */
export interface AreaRule {
  /** null: of any size. */
  band: BandEnds | null;
  /** It is one piece of land. */
  isContiguous: boolean;
  /** A compound of so many households lies in one such area alone; a larger one may be divided. null: every one may. */
  wholeCompoundsTo: number | null;
  /** Points of management in it; null: as many as there are. */
  managementPoints: { from: number; to: number } | null;
  /** Twice its land by the length of its border: how broad a strip of it is. Narrower is a sliver. */
  leastWidthM: number;
  /** Something is built on it. */
  isBuiltOn: boolean;
  /** An organisation whose own matter it is. */
  hasOwner: boolean;
}

const LAND: AreaRule = {
  band: null,
  isContiguous: true,
  wholeCompoundsTo: null,
  managementPoints: null,
  leastWidthM: 5,
  isBuiltOn: false,
  hasOwner: false,
};

/** A compound of so many households is not divided, and goes to another area whole. */
export const WHOLE_COMPOUNDS_TO = 500;

/** The rules of division, by key of the level; of a level that is not named, what holds of all land. */
const RULES: Readonly<Record<string, Readonly<Record<AreaKind, AreaRule>>>> = {
  grid: {
    comprehensive: {
      ...LAND,
      band: BANDS['grid']!,
      wholeCompoundsTo: WHOLE_COMPOUNDS_TO,
      managementPoints: { from: 5, to: 10 },
      isBuiltOn: true,
    },
    dedicated: { ...LAND, hasOwner: true },
  },
};

/** The rule of an area: that of its level and kind, with the band that is said of the area itself. */
export function ruleOf(
  levels: readonly { rank: number; key: string }[],
  { level, kind, band }: Pick<PlanArea, 'level' | 'kind' | 'band'>,
): AreaRule {
  const key = levels.find(({ rank }) => rank === level)?.key ?? '';
  const rule = RULES[key]?.[kind] ?? LAND;
  return band === null ? rule : { ...rule, band };
}
