import { claimLand } from '#data/coverage/claim-land.ts';
import { crossesMoreThan } from '#data/coverage/crosses-more-than.ts';
import type { EdgeSet, LatticePoint } from '#data/coverage/edge-set.ts';
import type { Edit, EditRefusal } from '#data/coverage/edit.ts';
import { mergeCells } from '#data/coverage/merge-cells.ts';
import { moveVertex } from '#data/coverage/move-vertex.ts';
import { redrawCells } from '#data/coverage/redraw-cells.ts';
import { reshapeBorder } from '#data/coverage/reshape-border.ts';
import { simplifyBorder } from '#data/coverage/simplify-border.ts';
import { splitCells } from '#data/coverage/split-cells.ts';
import { LATTICE_PER_DEGREE, toLattice } from '#data/geo/lattice.ts';
import { metresPerDegree } from '#data/geo/metres-per-degree.ts';
import { MAX_REACH } from '#data/geo/orientation.ts';

import { changesOf, NO_WORDS, whyLocked, whyNotBelow, whyNoWords } from './area-tree.ts';
import { locksAfter } from './border-locks.ts';
import { giveBuildings } from './give-buildings.ts';
import type { PlanAct } from './plan-act.ts';
import { refusePlanEdit, type PlanEdit, type PlanEditRefusal } from './plan-edit.ts';
import { nextAreaId, type PlanArea, type PlanState } from './plan-state.ts';
import { whyNoCodes } from './why-no-codes.ts';

/**
 * Crossings of borders and of itself that a line may have. Straight through a district of 3,500 cells it has a hundred;
 * 375 took 0.7 s to work out on a busy machine, in which a server does nothing else.
 */
const CROSSINGS_MAX = 500;

type BorderAct = Exclude<PlanAct, { verb: 'reassign' | 'describe' | 'lock-borders' }>;
type Point = readonly [lng: number, lat: number];

/** An act on borders, and what it does to the tree: what is new has a place in it, what is empty leaves it. */
export function editBorders(state: PlanState, act: BorderAct): PlanEdit | PlanEditRefusal {
  const wrong = whyNotYet(state, act);
  if (wrong) return wrong;
  const edit = callVerb(state, act);
  if ('refused' in edit) return 'cells' in edit ? refusePlanEdit(edit.refused, edit.cells) : edit;
  const locked = whyLocked(state, [...edit.retired, ...edit.reshaped]);
  if (locked) return locked;
  const locks = locksAfter(state, edit.patch);
  if (locks && 'refused' in locks) return locks;
  const next = new Map<number, PlanArea | null>(edit.retired.map((id) => [id, null]));
  for (const { id, from } of edit.created) {
    const made = newArea(state, act, id, from);
    if ('refused' in made) return made;
    next.set(id, made);
  }
  const wrongCodes = whyNoCodes(state, next);
  if (wrongCodes) return wrongCodes;
  return { borders: edit, areas: changesOf(state, next), ...(locks ? { locks } : {}) };
}

/** Why an act is refused before any border is looked at closely. */
function whyNotYet(state: PlanState, act: BorderAct): PlanEditRefusal | null {
  const newIds = newIdsOf(state, act);
  const inUse = newIds.filter((id) => id < nextAreaId(state));
  if (inUse.length > 0 || new Set(newIds).size < newIds.length) return refusePlanEdit('id-in-use', inUse); // prettier-ignore
  if ('to' in act && typeof act.to === 'number' && !state.set.has(act.to))
    return refusePlanEdit('no-such-cell', [act.to]);
  const points = pointsOf(act).map((point) => onLattice(state.set, point));
  const line = 'ring' in act ? [...points, points[0]!] : points;
  const reaches = ({ x, y }: LatticePoint, i: number): boolean => {
    const before = line[Math.max(0, i - 1)]!;
    return (
      Math.max(Math.abs(x), Math.abs(y)) <= MAX_REACH &&
      Math.max(Math.abs(x - before.x), Math.abs(y - before.y)) <= MAX_REACH / 2
    );
  };
  if (!line.every(reaches)) return refusePlanEdit('too-far');
  if (act.verb !== 'redraw' && crossesMoreThan(state.set, line, CROSSINGS_MAX))
    return refusePlanEdit('too-many-crossings');
  return 'words' in act && act.words ? whyNoWords(act.words, newIds[0]!) : null;
}

/** Ids that an act gives to new cells. */
function newIdsOf({ set }: PlanState, act: BorderAct): number[] {
  if (act.verb === 'redraw') return act.cells.flatMap(({ id }) => (set.has(id) ? [] : [id]));
  return 'firstId' in act ? [act.firstId] : 'id' in act ? [act.id] : [];
}

function onLattice({ originX, originY }: EdgeSet, [lng, lat]: Point): LatticePoint {
  return { x: toLattice(lng) - originX, y: toLattice(lat) - originY };
}

function pointsOf(act: BorderAct): readonly Point[] {
  switch (act.verb) {
    case 'split':
    case 'reshape':
      return act.line;
    case 'carve':
    case 'draw':
    case 'give':
    case 'give-buildings':
      return act.ring;
    case 'move-vertex':
      return [act.from, act.to];
    case 'simplify':
      return act.edge;
    case 'redraw':
      return act.cells.flatMap(({ pieces }) => pieces.flat(2));
    case 'merge':
      return [];
  }
}

function callVerb({ set }: PlanState, act: BorderAct): Edit | EditRefusal | PlanEditRefusal {
  const at = (point: Point): LatticePoint => onLattice(set, point);
  const only = act.verb !== 'redraw' && 'cells' in act && act.cells ? { of: act.cells } : {};
  switch (act.verb) {
    case 'split': {
      const cells = act.cells ? { cells: act.cells } : {};
      return splitCells(set, { line: act.line.map(at), firstId: act.firstId, ...cells });
    }
    case 'carve':
      return claimLand(set, { ring: act.ring.map(at), to: act.id, ...only });
    case 'draw':
      return claimLand(set, { ring: act.ring.map(at), to: act.id, of: [0] });
    case 'give':
      return claimLand(set, { ring: act.ring.map(at), to: act.to, ...only });
    case 'give-buildings': {
      const { to, cells, buildings } = act;
      return giveBuildings(set, { ring: act.ring.map(at), to, of: cells, at: buildings.map((one) => one.at) }); // prettier-ignore
    }
    case 'merge':
      return mergeCells(set, act);
    case 'redraw': {
      const cells = new Map(act.cells.map(({ id, pieces }) => [id, pieces.map((rings) => rings.map((ring) => ring.map(at)))])); // prettier-ignore
      if (cells.size < act.cells.length) return refusePlanEdit('id-in-use', cells.keys());
      return redrawCells(set, { cells, gone: act.gone });
    }
    case 'reshape':
      return reshapeBorder(set, { between: act.between, line: act.line.map(at), over: act.over });
    case 'move-vertex':
      return moveVertex(set, { from: at(act.from), to: at(act.to) });
    case 'simplify': {
      const edge = [at(act.edge[0]), at(act.edge[1])] as const;
      return simplifyBorder(set, { edge, toleranceM: act.toleranceM, ...stepsAt(act.edge[0][1]) });
    }
  }
}

/** Lattice steps that make a metre at a latitude: to six digits, lest the last ones of another machine's sine tell. */
function stepsAt(lat: number): { stepsX: number; stepsY: number } {
  const { perLng, perLat } = metresPerDegree(lat);
  const steps = (perDegree: number): number => Number((LATTICE_PER_DEGREE / perDegree).toPrecision(6)); // prettier-ignore
  return { stepsX: steps(perLng), stepsY: steps(perLat) };
}

/** What a new cell is called and where it belongs. */
function newArea(
  state: PlanState,
  act: BorderAct,
  id: number,
  from: readonly number[],
): PlanArea | PlanEditRefusal {
  const first = act.verb === 'draw' ? cellBelow(state, act.parentId) : act.verb === 'merge' ? act.cells[0]! : from[0]!; // prettier-ignore
  const model = state.areas.get(first);
  if (!model) return refusePlanEdit('wrong-level', 'parentId' in act ? [act.parentId!] : []);
  // A part goes on as the whole did; its code is one of its own.
  if (act.verb !== 'carve' && act.verb !== 'draw') return { ...model, id, code: '' };
  const { level } = model;
  const parentId = act.parentId ?? model.parentId;
  const wrong =
    act.parentId === undefined
      ? null
      : (whyNotBelow(state, act.parentId, level) ?? whyLocked(state, [act.parentId]));
  return wrong ?? { id, parentId, level, ...NO_WORDS, ...act.words };
}

/** The first cell right below an area; −1 where there is none. */
function cellBelow({ areas, set }: PlanState, parentId: number): number {
  const below = [...areas.values()].filter((a) => a.parentId === parentId && set.has(a.id));
  return below.reduce((least, { id }) => (least < 0 || id < least ? id : least), -1);
}
