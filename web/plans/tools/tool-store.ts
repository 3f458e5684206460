import { createStore } from 'zustand/vanilla';

import type { PlanAct } from '#data/plans/plan-act.ts';

import type { Place, Preview, Snapped } from '../desk/desk.ts';

import type { WhyNot } from './why-not.ts';
import type { Carved, Shape, ToolState } from './tool.ts';

export interface ToolStore {
  /** The tool in hand and where it is. */
  state: ToolState;
  /** Areas that are selected, the first first: map, table and card agree by it. */
  selection: readonly number[];
  /** The level that is chosen by a click; null: the one that is plain at the map's zoom. */
  level: number | null;
  /** The level that is plain at the map's zoom. */
  zoomLevel: number;
  shape: Shape;
  snapping: boolean;
  tracing: boolean;
  carves: Carved;
  /** The level of which a new area is made of others; null: the lowest that can be. */
  makes: number | null;
  /** Where the hand points, and what it snapped to. */
  at: Place | null;
  snapped: Snapped | null;
  /** Where the map's own cursor is, px within the map; null while a pointer points. */
  cursor: { x: number; y: number } | null;
  /** Whether a finger was the last hand on the map; null: no hand was. */
  touched: boolean | null;
  /** What the tool would do now, and what it would come to; null: nothing, or it is being worked out. */
  act: PlanAct | null;
  preview: Preview | null;
  /** An act is being made. */
  isMaking: boolean;
  /** Why the tool that was asked for cannot be taken in hand. */
  unusable: WhyNot | null;
  /** Why the last thing was not done. */
  refusal: { reason: string; areas: readonly number[] } | null;
}

const FIRST: ToolStore = {
  state: { tool: 'select', over: 0, drawing: null, add: false, legs: [], hover: [] },
  selection: [],
  level: null,
  zoomLevel: 4,
  shape: 'click',
  snapping: true,
  tracing: false,
  carves: 'dedicated',
  makes: null,
  at: null,
  snapped: null,
  cursor: null,
  touched: null,
  act: null,
  preview: null,
  isMaking: false,
  unusable: null,
  refusal: null,
};

/** The tool in hand, what it would do, and what is selected. */
export const toolStore = createStore<ToolStore>(() => FIRST);

/** The level that a click selects of. */
export const levelChosen = ({ level, zoomLevel }: ToolStore): number => level ?? zoomLevel;

/** Why the last thing was not done, else why the act in hand would not be; null: nothing is refused. */
export function refusalOf({ refusal, preview }: ToolStore): string | null {
  return refusal?.reason ?? preview?.refused ?? null;
}

/** Selects areas, from the map, the table or a list of problems. */
export function selectAreas(selection: readonly number[]): void {
  const was = toolStore.getState().selection;
  if (was.length === selection.length && was.every((id, i) => id === selection[i])) return;
  toolStore.setState({ selection });
}

/** Nothing selected, the first tool in hand: as a plan is opened. What was chosen of the tools stays. */
export function putToolsAway(): void {
  const { state, selection, at, snapped, cursor, act, preview, isMaking, unusable, refusal } = FIRST; // prettier-ignore
  toolStore.setState({ state, selection, at, snapped, cursor, act, preview, isMaking, unusable, refusal }); // prettier-ignore
}
