import { withParents } from '#data/areas/with-parents.ts';
import { claimLand } from '#data/coverage/claim-land.ts';
import { crossesMoreThan } from '#data/coverage/crosses-more-than.ts';
import type { EdgeSet, LatticePoint } from '#data/coverage/edge-set.ts';
import type { Edit, EditRefusal } from '#data/coverage/edit.ts';
import { mergeCells } from '#data/coverage/merge-cells.ts';
import { moveVertex } from '#data/coverage/move-vertex.ts';
import type { Patch } from '#data/coverage/patch.ts';
import { redrawCells } from '#data/coverage/redraw-cells.ts';
import { reshapeBorder } from '#data/coverage/reshape-border.ts';
import { landOf, landOfPolygons, sharedArea2 } from '#data/coverage/shared-land.ts';
import { simplifyBorder } from '#data/coverage/simplify-border.ts';
import { splitCells } from '#data/coverage/split-cells.ts';
import { LATTICE_PER_DEGREE, toLattice } from '#data/geo/lattice.ts';
import { metresPerDegree } from '#data/geo/metres-per-degree.ts';
import { MAX_REACH } from '#data/geo/orientation.ts';

import { changesOf, NO_WORDS, whyLocked, whyNotBelow, whyNoWords } from './area-tree.ts';
import { locksAfter } from './border-locks.ts';
import { foundArea } from './found-area.ts';
import { giveBuildings } from './give-buildings.ts';
import type { Found, PlanAct } from './plan-act.ts';
import { refusePlanEdit, type PlanEdit, type PlanEditRefusal } from './plan-edit.ts';
import { nextAreaId, type PlanArea, type PlanState } from './plan-state.ts';
import { whyNoCodes } from './why-no-codes.ts';

/**
 * Crossings of borders and of itself that a line may have. Straight through a district of 3,500 cells it has a hundred;
 * 375 took 0.7 s to work out on a busy machine, in which a server does nothing else.
 */
const CROSSINGS_MAX = 500;

type BorderAct = Exclude<PlanAct, { verb: 'reassign' | 'describe' | 'lock-borders' | 'import' }>;
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
    const made = newArea(state, act, { id, from, patch: edit.patch });
    if ('refused' in made) return made;
    next.set(id, made);
    if (act.verb !== 'carve' || !act.found) continue;
    const above = foundAbove(state, act, act.found, from[0]!);
    if ('refused' in above) return above;
    if (made.level <= above.level) return refusePlanEdit('wrong-level', [above.id]);
    next.set(above.id, above).set(id, { ...made, parentId: above.id });
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
  if (act.verb === 'carve' && act.found) return [act.id, act.found.id];
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
  made: { id: number; from: readonly number[]; patch: Patch },
): PlanArea | PlanEditRefusal {
  const { id, from } = made;
  const given = givenParent(act, id);
  const asked = given === undefined ? [] : [given];
  const isOfNobody = act.verb === 'draw' || (act.verb === 'redraw' && from.length === 0);
  const model = state.areas.get(isOfNobody && given !== undefined ? cellBelow(state, given) : modelOf(state, act, made)); // prettier-ignore
  if (!model) return refusePlanEdit('wrong-level', asked);
  const { level } = model;
  const wrong = asked.length > 0 ? (whyNotBelow(state, given!, level) ?? whyLocked(state, asked)) : null; // prettier-ignore
  if (wrong) return wrong;
  const parentId = given ?? model.parentId;
  // A part goes on as the whole did; its code is one of its own.
  if (!isOfNobody && act.verb !== 'carve') return { ...model, id, parentId, code: '' };
  return { id, parentId, level, ...NO_WORDS, ...('words' in act ? act.words : {}) };
}

/** The area that is made for what is carved out to lie below: beside that of its level whose land the first cell has. */
function foundAbove(
  state: PlanState,
  { parentId }: Extract<PlanAct, { verb: 'carve' }>,
  found: Found,
  cell: number,
): PlanArea | PlanEditRefusal {
  const above = withParents(state.areas, cell).findLast(({ level }) => level < found.level)?.id;
  const to = parentId ?? above;
  return to === undefined ? refusePlanEdit('wrong-level', [found.id]) : foundArea(state, found, to);
}

function givenParent(act: BorderAct, id: number): number | undefined {
  if (act.verb === 'redraw') return act.cells.find((cell) => cell.id === id)?.parentId;
  return 'parentId' in act ? act.parentId : undefined;
}

/** The cell that a new one is as, or beside; −1 where there is none. */
function modelOf(
  { set }: PlanState,
  act: BorderAct,
  { id, from, patch }: { id: number; from: readonly number[]; patch: Patch },
): number {
  if (act.verb === 'merge') return act.cells[0]!;
  if (act.verb !== 'redraw') return from[0]!;
  return from.length === 0 ? longestBeside(id, patch) : mostOf(set, act, id, from);
}

/** Of the cells whose land a redrawn one has, that of which it has most: of a neighbour it may have what a border bends by. */
function mostOf(
  set: EdgeSet,
  act: Extract<PlanAct, { verb: 'redraw' }>,
  id: number,
  from: readonly number[],
): number {
  const { pieces } = act.cells.find((cell) => cell.id === id)!;
  const land = landOfPolygons(pieces.map((rings) => rings.map((ring) => ring.map((at) => onLattice(set, at))))); // prettier-ignore
  const shares = from.map((cell) => [cell, sharedArea2(land, landOf(set, cell))] as const);
  return shares.reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}

/** The cell that a new one has the longest border with; −1 where it lies by itself. */
function longestBeside(id: number, { add }: Patch): number {
  const lengths = new Map<number, number>();
  for (const { ax, ay, bx, by, left, right } of add) {
    const other = left === id ? right : right === id ? left : 0;
    if (other !== 0) lengths.set(other, (lengths.get(other) ?? 0) + Math.hypot(bx - ax, by - ay));
  }
  return [...lengths].reduce((most, one) => (one[1] > most[1] ? one : most), [-1, 0])[0];
}

/** The first cell right below an area; −1 where there is none. */
function cellBelow({ areas, set }: PlanState, parentId: number): number {
  const below = [...areas.values()].filter((a) => a.parentId === parentId && set.has(a.id));
  return below.reduce((least, { id }) => (least < 0 || id < least ? id : least), -1);
}
