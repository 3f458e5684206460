import type { Fault } from '#data/coverage/coverage.ts';
import { orient, type Edge, type EdgeSet, type LatticePoint } from '#data/coverage/edge-set.ts';
import { editFrom, type Edit, type EditRefusal } from '#data/coverage/edit.ts';
import { overlay, type Overlay, type OverlayFace } from '#data/coverage/overlay.ts';
import type { LatticePolygons } from '#data/coverage/redraw-cells.ts';
import { landOf, landOfPolygons, sharedArea2, type CellLand } from '#data/coverage/shared-land.ts';
import type { Position } from '#data/geo/geometry.ts';
import { LATTICE_PER_DEGREE, toDegrees } from '#data/geo/lattice.ts';
import { metresPerDegree } from '#data/geo/metres-per-degree.ts';
import { lockKey } from '#data/plans/lock-key.ts';
import { partAfter } from '#data/plans/redraw-act.ts';

import { snapRings } from './snap-rings.ts';

/** A gap between cells as they were drawn, or where they lie on each other, and who has it now. */
export interface Sliver {
  kind: 'gap' | 'overlap';
  at: Position;
  areaM2: number;
  /** 0: nobody. */
  to: number;
}

/** Cells as they were drawn elsewhere, made seamless. */
export interface Repair {
  edit: Edit;
  /** Largest first. */
  slivers: Sliver[];
  /** Of each cell that was drawn: land that it has and was not drawn for it, and the other way round; largest first, none of 0. */
  moved: { id: number; at: Position; areaM2: number }[];
}

/** What is too wide to be taken for a slip of the hand. */
export interface TooWide {
  faults: Fault[];
}

/** Of a face and of a cell, as much of the one in the other as makes it the other's. */
const MOST = 0.5;

/**
 * Makes cells that were drawn elsewhere seamless. Corners near a vertex of the coverage, or near each other, become one; what
 * is left of gaps and overlaps goes, where it is narrow, to the cell whose land it was, and else to the one beside it the
 * longest. A border that is drawn as it is, but for that, is as it was to the last digit.
 *
 * @param cells drawn cells by id, those that are new among them
 * @param gone cells that are no more
 * @param withinM so far a corner moves, and so wide, on average, a gap or an overlap is
 * @returns what is wider, where there is any
 */
export function repairDrawn(
  set: EdgeSet,
  cells: ReadonlyMap<number, LatticePolygons>,
  gone: readonly number[],
  withinM: number,
): Repair | TooWide | EditRefusal {
  const { x, y } = metresPerStep(set, 0);
  const snapped = snapRings(set, cells, { x: withinM / x, y: withinM / y });
  const laid = overlay(set, linesOf(set, snapped));
  if (!laid) return { refused: 'too-fine', cells: [...cells.keys()].sort((a, b) => a - b) };
  const goes = new Set(gone);
  const lands = [...snapped].map(([id, polygons]) => [id, landOfPolygons(polygons)] as const);
  const touched = new Set([...laid.cells(), ...laid.cellsAlong(), ...goes, ...[...cells.keys()].filter((id) => set.has(id))]); // prettier-ignore
  touched.delete(0);
  const owners = new Map<OverlayFace, number>();
  const faults: Fault[] = [];
  const narrow: { face: OverlayFace; among: ReadonlySet<number>; sliver: Sliver }[] = [];
  for (const face of laid.faces([0, ...touched])) {
    const { cell } = face;
    const land = laid.land(face);
    const among = new Set(lands.flatMap(([id, drawn]) => (sharedArea2(land, drawn) > MOST * land.area2 ? [id] : []))); // prettier-ignore
    const stays = cell !== 0 && !goes.has(cell);
    if (stays && !cells.has(cell)) among.add(cell);
    const [first] = among;
    if (among.size === 1) {
      owners.set(face, first!);
      continue;
    }
    const { widthM, ...told } = measure(set, laid, face);
    const kind = among.size === 0 ? 'gap' : 'overlap';
    if (widthM <= withinM) {
      narrow.push({ face, among, sliver: { kind, ...told, to: 0 } });
      // Whose land it was has it on.
      if (stays && (kind === 'gap' || among.has(cell))) owners.set(face, cell);
    } else if (kind === 'overlap')
      faults.push({ kind, ...told, cells: [...among].sort((a, b) => a - b) }); // prettier-ignore
    // Land that is to be nobody's; where it is shut in the edit is refused.
    else owners.set(face, 0);
  }
  if (faults.length > 0) return { faults };
  giveTheRest(laid, owners, narrow);
  const edit = editFrom(set, laid, new Map([...owners].filter(([face, owner]) => owner !== face.cell))); // prettier-ignore
  if ('refused' in edit) {
    if (edit.refused !== 'leaves-a-gap') return edit;
    const gaps = [...owners].filter(([face, owner]) => owner === 0 && face.cell !== 0);
    return {
      faults: gaps.map(([face]): Fault => {
        const { at, areaM2 } = measure(set, laid, face);
        return { kind: 'gap', at, areaM2, cells: [face.cell] };
      }),
    };
  }
  const slivers = narrow.map(({ face, sliver }) => ({ ...sliver, to: owners.get(face) ?? 0 }));
  return {
    edit,
    slivers: slivers.sort((a, b) => b.areaM2 - a.areaM2),
    moved: movedBy(set, edit, cells),
  };
}

/** The sides of rings that are no borders yet, each once. */
function linesOf(set: EdgeSet, cells: ReadonlyMap<number, LatticePolygons>): LatticePoint[][] {
  const lines = new Map<string, LatticePoint[]>();
  for (const ring of [...cells.values()].flat(2))
    for (const [i, from] of ring.entries()) {
      const to = ring[(i + 1) % ring.length]!;
      const { ax, ay, bx, by } = orient(from.x, from.y, to.x, to.y, 0, 0);
      if (set.between(ax, ay, bx, by) < 0) lines.set(lockKey([ax, ay, bx, by]), [{ x: ax, y: ay }, { x: bx, y: by }]); // prettier-ignore
    }
  return [...lines.values()];
}

/** Narrow faces that were of nobody who is still there go to whom they have the longest border with. */
function giveTheRest(
  laid: Overlay,
  owners: Map<OverlayFace, number>,
  narrow: readonly { face: OverlayFace; among: ReadonlySet<number> }[],
): void {
  const faceOf = new Map([...owners.keys(), ...narrow.map(({ face }) => face)].flatMap((face) => face.loops.flat().map((h) => [h, face] as const))); // prettier-ignore
  let open = narrow.filter(({ face }) => !owners.has(face));
  for (let before = Infinity; open.length < before;) {
    before = open.length;
    open = open.filter(({ face, among }) => {
      const lengths = new Map<number, number>();
      for (const h of face.loops.flat()) {
        const { edge, across } = laid.edgeOf(face, h);
        const other = faceOf.get(h ^ 1);
        const owner = other ? owners.get(other) : across;
        if (!owner || (among.size > 0 && !among.has(owner))) continue;
        const length = Math.hypot(edge.bx - edge.ax, edge.by - edge.ay);
        lengths.set(owner, (lengths.get(owner) ?? 0) + length);
      }
      if (lengths.size === 0) return true;
      owners.set(face, [...lengths].reduce((most, one) => (one[1] > most[1] ? one : most))[0]);
      return false;
    });
  }
}

/** Of each drawn cell, how much of its land lies otherwise than it was drawn. */
function movedBy(
  set: EdgeSet,
  { patch }: Edit,
  cells: ReadonlyMap<number, LatticePolygons>,
): Repair['moved'] {
  const part = partAfter(set, patch, cells.keys());
  const moved = [...cells].flatMap(([id, polygons]) => {
    const drawn = landOfPolygons(polygons);
    const now: CellLand = landOf(part, id);
    const area2 = drawn.area2 + now.area2 - 2 * sharedArea2(drawn, now);
    const { x, y } = metresPerStep(set, (drawn.south + drawn.north) / 2);
    const at: Position = [toDegrees(set.originX + Math.round((drawn.west + drawn.east) / 2)), toDegrees(set.originY + Math.round((drawn.south + drawn.north) / 2))]; // prettier-ignore
    return area2 > 0 ? [{ id, at, areaM2: (area2 / 2) * x * y }] : [];
  });
  return moved.sort((a, b) => b.areaM2 - a.areaM2);
}

/** Of a face its land, its width on average, and the middle of its longest side. */
function measure(
  set: EdgeSet,
  laid: Overlay,
  face: OverlayFace,
): { areaM2: number; widthM: number; at: Position } {
  const { x, y } = metresPerStep(set, face.least.y);
  const sides = face.loops.flat().map((h) => laid.edgeOf(face, h).edge);
  const lengthOf = ({ ax, ay, bx, by }: Edge): number => Math.hypot((bx - ax) * x, (by - ay) * y);
  const longest = sides.reduce((most, one) => (lengthOf(one) > lengthOf(most) ? one : most));
  const areaM2 = (face.area2 / 2) * x * y;
  return {
    areaM2,
    widthM: (2 * areaM2) / sides.reduce((sum, side) => sum + lengthOf(side), 0),
    at: [toDegrees(set.originX + Math.round((longest.ax + longest.bx) / 2)), toDegrees(set.originY + Math.round((longest.ay + longest.by) / 2))], // prettier-ignore
  };
}

/** Metres of a lattice step at a height, in steps from the origin. */
function metresPerStep({ originY }: EdgeSet, y: number): { x: number; y: number } {
  const { perLng, perLat } = metresPerDegree(toDegrees(originY + y));
  return { x: perLng / LATTICE_PER_DEGREE, y: perLat / LATTICE_PER_DEGREE };
}
