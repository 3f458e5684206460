import type { Position } from '#data/geo/geometry.ts';
import type { PlanAreaFigures } from '#data/plans/figures/area-figures.ts';
import type { PlanAct } from '#data/plans/plan-act.ts';
import type { PlanArea } from '#data/plans/plan-state.ts';

/** An area of the opened plan, as table, map and card say it. Replaced, never changed in place. */
export interface PlanRow {
  area: PlanArea;
  /** null until what stands on the ground has come. */
  figures: PlanAreaFigures | null;
  /** A point inside. */
  labelAt: Position;
  /** It is a cell: no areas lie below it. */
  isCell: boolean;
  /** Against the edition that the plan is drawn on; `described` where only its words or its parent are others. */
  change: 'same' | 'new' | 'reshaped' | 'described';
}

/** What an area is called in both languages. */
export type AreaNames = Pick<PlanArea, 'name' | 'nameEn'>;

/** One of a plan's edits, made or taken back, in words that need no geometry. */
export interface PlanStep {
  seq: number;
  /** `found`: others were put below an area that is new. */
  verb: PlanAct['verb'] | 'found';
  /** What it was about: names as they were then; at most a few. */
  names: readonly AreaNames[];
  /** How many areas it changed. */
  count: number;
  actor: string;
  /** ISO 8601. */
  madeAt: string;
}

/** Lines as [lng, lat] pairs interleaved: each four numbers are an edge. */
export type Edges = Float64Array<ArrayBuffer>;
