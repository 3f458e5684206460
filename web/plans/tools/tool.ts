import type { PlanAct } from '#data/plans/plan-act.ts';

import type { Place, PlanRow, Snapped } from '../desk/desk.ts';

import type { CarveState } from './carve-tool.ts';
import type { DrawState } from './draw-tool.ts';
import type { FoundState } from './found-tool.ts';
import type { GiveState } from './give-tool.ts';
import type { LockState } from './lock-tool.ts';
import type { MeasureState } from './measure-tool.ts';
import type { MergeState } from './merge-tool.ts';
import type { ReshapeState } from './reshape-tool.ts';
import type { SelectState } from './select-tool.ts';
import type { SimplifyState } from './simplify-tool.ts';
import type { SplitState } from './split-tool.ts';
import type { VertexState } from './vertex-tool.ts';

/** The tools in the order of the rail. */
export const TOOL_KEYS = [
  'select',
  'split',
  'merge',
  'found',
  'reshape',
  'vertex',
  'carve',
  'draw',
  'give',
  'simplify',
  'lock',
  'measure',
] as const;
export type ToolKey = (typeof TOOL_KEYS)[number];

/** Where a tool is; `tool` says whose state it is. */
export type ToolState =
  | SelectState
  | SplitState
  | MergeState
  | FoundState
  | ReshapeState
  | VertexState
  | CarveState
  | DrawState
  | GiveState
  | SimplifyState
  | LockState
  | MeasureState;

/** A border of two cells (0 = outside), whole between where three or more meet, and its edge that was pointed at. */
export interface Border {
  between: [number, number];
  line: readonly Place[];
  edge: [Place, Place];
}

/** What lies where a hand points; what a tool did not ask for is empty. */
export interface Hit {
  /** Snapped, where that is on. */
  at: Place;
  snapped: Snapped | null;
  /** From the last corner to `at` along roads, banks or walls, both ends included; null: straight on. */
  along: readonly Place[] | null;
  /** 0 = none. */
  cell: number;
  /** The area of the level that is chosen; 0 = none. */
  area: number;
  border: Border | null;
  buildings: readonly number[];
}

/** What a hand does, be it by pointer, keyboard or touch. */
export type ToolEvent =
  /** Points at a place: the pointer moves, or the map's cursor. */
  | { kind: 'hover'; hit: Hit }
  /** A click, a tap, Space. `add`: to what there is (Shift). */
  | { kind: 'place'; hit: Hit; add: boolean }
  /** A drag: where it begins, goes and ends. */
  | { kind: 'press'; hit: Hit; add: boolean }
  | { kind: 'drag'; hit: Hit }
  | { kind: 'drop'; hit: Hit }
  /** An arrow key moves what is held, by so many degrees. */
  | { kind: 'nudge'; by: Place }
  /** Enter, a double click, a long press. */
  | { kind: 'finish' }
  /** Escape, Ctrl-Z while drawing. */
  | { kind: 'back' }
  | { kind: 'delete' }
  /** + and −. */
  | { kind: 'more' }
  | { kind: 'less' };

/** How several are chosen at once. */
export const SHAPES = ['click', 'box', 'lasso'] as const;
export type Shape = (typeof SHAPES)[number];

/** What a ring carves out: a dedicated area with a cell in it, such a comprehensive one, or a cell where it lies. */
export const CARVED = ['dedicated', 'area', 'cell'] as const;
export type Carved = (typeof CARVED)[number];

/** What tools look at besides what a hand does. */
export interface ToolContext {
  selection: readonly number[];
  rows: ReadonlyMap<number, PlanRow>;
  /** The least id that a new area may get. */
  nextId: number;
  isLocked: (edge: readonly [Place, Place]) => boolean;
  shape: Shape;
  carves: Carved;
  /** The level of which a new area is made of others; null: the lowest that can be. */
  makes: number | null;
}

/** An act, or buildings for which the desk makes one. */
export type Wanted = PlanAct | { verb: 'give-to'; buildings: readonly number[]; to: number };

/** What a step comes to besides a state. */
export type Outcome =
  /** Do it. */
  | { make: Wanted }
  /** Select this area (0: none), or those of the chosen level that touch a ring. */
  | { select: number | readonly Place[]; add: boolean }
  /** Choose the buildings in a ring. */
  | { gather: readonly Place[] }
  /** There is nothing left to step back from. */
  | 'leave';

export interface Step<S> {
  state: S;
  outcome?: Outcome;
}

/** What a tool needs to know of a place. */
export interface Asks {
  snap: boolean;
  areas: boolean;
  border: boolean;
  buildings: boolean;
}

/** What the status line says the tool waits for. */
export type Want =
  | 'select'
  | 'box'
  | 'lasso'
  | 'first-point'
  | 'next-point'
  | 'finish'
  | 'merge-first'
  | 'merge-next'
  | 'merge-finish'
  | 'found-first'
  | 'found-finish'
  | 'border'
  | 'course'
  | 'vertex'
  | 'vertex-to'
  | 'ring'
  | 'ring-outside'
  | 'buildings'
  | 'give-to'
  | 'simplify'
  | 'simplify-finish'
  | 'lock'
  | 'lock-finish'
  | 'unlock-finish'
  | 'measure'
  | 'measure-more';

/** A tool: pure, its state is a value. */
export interface Tool<S extends ToolState> {
  begin: (context: ToolContext) => S;
  step: (state: S, event: ToolEvent, context: ToolContext) => Step<S>;
  /** What it would come to now; null while nothing is complete. */
  wanted: (state: S, context: ToolContext) => Wanted | null;
  asks: (state: S) => Partial<Asks>;
  want: (state: S, context: ToolContext) => Want;
  /** Whether a drag of the left button is the tool's; else it moves the map. */
  drags: (state: S, context: ToolContext) => boolean;
}
