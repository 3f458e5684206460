import type { EdgeSet } from '#data/coverage/edge-set.ts';
import { convexHull } from '#data/geo/convex-hull.ts';
import { LATTICE_PER_DEGREE, toDegrees, toLattice } from '#data/geo/lattice.ts';
import { orientation } from '#data/geo/orientation.ts';
import { pointInRing, ringArea2 } from '#data/geo/ring.ts';

import { WHOLE_COMPOUNDS_TO } from './area-rule.ts';
import { editPlan } from './edit-plan.ts';
import type { PlanFigures } from './figures/plan-figures.ts';
import { GIVEN_MAX, LINE_MAX, type PlanAct } from './plan-act.ts';
import { refusePlanEdit, type PlanEditRefusal } from './plan-edit.ts';
import { cellsThrough, ringsOf } from './problems/of-buildings.ts';
import { piecesOf } from './problems/pieces.ts';
import { strips, type Point } from './strips.ts';

/** A border keeps so far off a building, lattice steps: about two metres. */
const MARGIN = 200;
/** Where so much of a cell goes and no building stays, the rest of it goes along: a rim is of no use. */
const MOST_OF_IT = 0.6;

/** How broad the way to the cell is, and where: the broadest first, and in the middle first. */
const WAYS = [1, 0.5, 0.25, 0.1].flatMap((broad) =>
  (broad === 1 ? [0.5] : [0.5, 0.25, 0.75, 0, 1]).map((place) => [broad, place] as const),
);

/**
 * The act that gives buildings to a cell: the border comes to run along the wall of their compound, or round them, and on
 * to the cell as broadly as it can without taking others along.
 *
 * @param ids of buildings
 * @returns why it cannot be done, where it cannot
 */
export function roundBuildings(
  figures: PlanFigures,
  ids: readonly number[],
  to: number,
): PlanAct | PlanEditRefusal {
  const { state, ground, buildings } = figures;
  const { set } = state;
  if (!set.has(to)) return refusePlanEdit('no-such-cell', [to]);
  const asked = [...new Set(ids)].map((id) => ground.ids.indexOf(id));
  if (asked.includes(-1) || asked.length === 0 || asked.length > GIVEN_MAX) return refusePlanEdit('no-such-building', [to]); // prettier-ignore
  const given = new Set<number>();
  const givers = new Set<number>();
  for (const i of asked) {
    const cells = new Set([buildings.cellOf(i), ...cellsThrough(figures, i)]);
    cells.delete(to);
    if (cells.size === 0) continue;
    given.add(i);
    for (const cell of cells) givers.add(cell);
  }
  if (given.size === 0) return refusePlanEdit('changes-nothing', [to]);
  if (givers.has(0)) return refusePlanEdit('not-beside', [to]);
  const cut = cutCompound(figures, given, to);
  if (cut) return cut;
  const border = [...set.of(to)].map((id) => set.edge(id)).filter(({ left, right }) => givers.has(left) || givers.has(right)); // prettier-ignore
  if (border.length === 0) return refusePlanEdit('not-beside', [to, ...givers]);

  const others = [...givers].flatMap((cell) => [...buildings.in(cell)]).filter((i) => !given.has(i)); // prettier-ignore
  const parts = partsAround(figures, given, givers, others);
  let why: PlanEditRefusal | null = null;
  for (const [broad, place] of WAYS) {
    const loops = parts.flatMap((part) => [part, ...strips(part, border, broad, place)]);
    if (others.some((i) => isTaken(figures, i, loops))) {
      why ??= refusePlanEdit('others-in-between', [to, ...givers]);
      continue;
    }
    const ring = joinLoops(loops);
    if (ring.length > LINE_MAX) return refusePlanEdit('too-many-crossings', [to]);
    const act: PlanAct = {
      verb: 'give-buildings',
      buildings: [...given].map((i) => ({ id: ground.ids[i]!, at: [ground.at[2 * i]!, ground.at[2 * i + 1]!] })), // prettier-ignore
      ring: ring.map(([x, y]) => [toDegrees(x + set.originX), toDegrees(y + set.originY)]),
      cells: [...givers].sort((a, b) => a - b),
      to,
    };
    const edit = editPlan(state, act);
    if (!('refused' in edit)) return act;
    if (edit.refused === 'locked' || edit.refused === 'border-locked') return edit;
    why ??= edit;
  }
  return why!;
}

/** A compound that is to stay whole and would not: the rest of it stands neither in the cell nor among what is given. */
function cutCompound(
  { ground, buildings }: PlanFigures,
  given: ReadonlySet<number>,
  to: number,
): PlanEditRefusal | null {
  for (const i of given) {
    const compound = ground.compoundOf.get(ground.compounds[i]!);
    if (!compound || compound.households > WHOLE_COMPOUNDS_TO) continue;
    const left = compound.buildings.filter((other) => !given.has(other) && buildings.cellOf(other) !== to); // prettier-ignore
    if (left.length > 0) return refusePlanEdit('compound-would-be-cut', new Set(left.map((other) => buildings.cellOf(other)))); // prettier-ignore
  }
  return null;
}

/** The land that goes, as loops: walls of compounds that go whole, all of a cell where hardly a rim would stay, else the shape about the buildings of a cell. */
function partsAround(
  { state: { set }, ground, buildings }: PlanFigures,
  given: ReadonlySet<number>,
  givers: ReadonlySet<number>,
  others: readonly number[],
): Point[][] {
  const parts: Point[][] = [];
  for (const cell of givers) {
    const here = [...given].filter((i) => buildings.cellOf(i) === cell || !givers.has(buildings.cellOf(i))); // prettier-ignore
    const walled = new Set<number>();
    const loops: Point[][] = [];
    for (const id of new Set(here.map((i) => ground.compounds[i]!))) {
      const compound = ground.compoundOf.get(id);
      if (!compound || compound.ring.length < 4) continue;
      if (!compound.buildings.every((i) => given.has(i))) continue;
      const wall = counterClockwise(compound.ring.slice(1).map(([lng, lat]): Point => [toLattice(lng) - set.originX, toLattice(lat) - set.originY])); // prettier-ignore
      // A wall that leaves a building of its own outside is not gone along.
      if (!compound.buildings.every((i) => cornersOf(ringsOf(ground, set, i)).every(([x, y]) => pointInRing(x, y, wall.flat()) >= 0))) continue; // prettier-ignore
      for (const i of compound.buildings) walled.add(i);
      loops.push(wall);
    }
    const rest = here.filter((i) => !walled.has(i)).flatMap((i) => cornersOf(ringsOf(ground, set, i))); // prettier-ignore
    if (rest.length > 0)
      loops.push(convexHull(rest.flatMap(([x, y]): Point[] => [[x - MARGIN, y - MARGIN], [x + MARGIN, y - MARGIN], [x + MARGIN, y + MARGIN], [x - MARGIN, y + MARGIN]]))); // prettier-ignore
    const land2 = loops.reduce((sum, loop) => sum + ringArea2(loop.flat()), 0);
    const outline = outlineOf(set, cell);
    const stays = others.some((i) => buildings.cellOf(i) === cell);
    if (!stays && outline && land2 > MOST_OF_IT * ringArea2(outline.flat())) parts.push(outline);
    else parts.push(...loops);
  }
  return parts;
}

/** Whether a building that is to stay stands on land that goes, or a fresh border would run through it. */
function isTaken(
  { state: { set }, ground }: PlanFigures,
  i: number,
  loops: readonly Point[][],
): boolean {
  const [x, y] = [
    Math.round(ground.at[2 * i]! * LATTICE_PER_DEGREE) - set.originX,
    Math.round(ground.at[2 * i + 1]! * LATTICE_PER_DEGREE) - set.originY,
  ];
  if (loops.some((loop) => pointInRing(x, y, loop.flat()) >= 0)) return true;
  const rings = ringsOf(ground, set, i);
  return loops.some((loop) =>
    loop.some((a, k) => {
      const b = loop[(k + 1) % loop.length]!;
      return rings.some((ring) => crossesRing(a, b, ring));
    }),
  );
}

function crossesRing(a: Point, b: Point, ring: readonly number[]): boolean {
  for (let v = 0; v + 3 < ring.length; v += 2) {
    const [c, d]: [Point, Point] = [[ring[v]!, ring[v + 1]!], [ring[v + 2]!, ring[v + 3]!]]; // prettier-ignore
    if (orientation(...a, ...b, ...c) > 0 === orientation(...a, ...b, ...d) > 0) continue;
    if (orientation(...c, ...d, ...a) > 0 !== orientation(...c, ...d, ...b) > 0) return true;
  }
  return false;
}

/**
 * Loops as one ring: from a corner of the first to the nearest of each other, round it, and back. What is walked both ways
 * parts nothing.
 */
function joinLoops(loops: readonly Point[][]): Point[] {
  const [first, ...more] = loops.map(counterClockwise);
  const ring = [...first!, first![0]!];
  for (const loop of more) {
    const start = first![0]!;
    const far = ([x, y]: Point): number => Math.hypot(x - start[0], y - start[1]);
    const at = loop.reduce((best, corner, k) => (far(corner) < far(loop[best]!) ? k : best), 0);
    ring.push(...loop.slice(at), ...loop.slice(0, at), loop[at]!, start);
  }
  ring.pop();
  return ring;
}

function counterClockwise(loop: readonly Point[]): Point[] {
  return ringArea2(loop.flat()) < 0 ? loop.toReversed() : [...loop];
}

const cornersOf = (rings: readonly number[][]): Point[] =>
  rings.flatMap((ring) =>
    ring.flatMap((x, v): Point[] => (v % 2 === 0 ? [[x, ring[v + 1]!]] : [])),
  );

/** The outline of a cell of one piece without holes; null of others. */
function outlineOf(set: EdgeSet, cell: number): Point[] | null {
  const [piece, ...more] = piecesOf(set, [cell]);
  if (!piece || more.length > 0 || piece.length > 1) return null;
  return counterClockwise(piece[0]!.slice(1).map(([lng, lat]): Point => [toLattice(lng) - set.originX, toLattice(lat) - set.originY])); // prettier-ignore
}
