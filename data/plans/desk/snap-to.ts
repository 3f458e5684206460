import type { EdgeSet } from '#data/coverage/edge-set.ts';
import type { LineNetwork } from '#data/features/line-network.ts';
import type { Position } from '#data/geo/geometry.ts';
import { LATTICE_PER_DEGREE, toDegrees, toLattice } from '#data/geo/lattice.ts';
import { metresPerDegree } from '#data/geo/metres-per-degree.ts';

export type SnapKind = 'vertex' | 'border' | 'line';

/** Where a pointer is meant to be. */
export interface Snapped {
  at: Position;
  /** null: where the pointer is. */
  kind: SnapKind | null;
  /** Of a `line`: the road's or compound's name, where it has one. */
  name: string;
  /** Of a border the cells on both sides, of a vertex those about it; 0 = outside. */
  cells: readonly number[];
}

export interface SnapOptions {
  /** Metres within which it snaps; what the screen holds in so many px. At most 200 m. */
  withinM: number;
  /** Vertices first, then borders, then roads, water's edges and walls, whatever their order here. */
  to: readonly SnapKind[];
}

/** The nearest border, and the place on it that is nearest. */
export interface BorderFoot {
  /** Number of the edge. */
  edge: number;
  /** Lattice steps from the origin. */
  x: number;
  y: number;
  offM: number;
}

const REACH_MOST_M = 200;

/**
 * Where a pointer is meant to be: on a vertex within reach, else on a border, else on a road, a bank or a wall.
 *
 * @param lines null where none are known yet
 */
export function snapTo(
  set: EdgeSet,
  lines: { network: LineNetwork; nameOf: (featureId: number) => string } | null,
  at: Position,
  { withinM, to }: SnapOptions,
): Snapped {
  const near = nearBorders(set, at, withinM);
  const degrees = (x: number, y: number): Position => [toDegrees(x + set.originX), toDegrees(y + set.originY)]; // prettier-ignore
  if (to.includes('vertex') && near.vertex) {
    const { x, y } = near.vertex;
    const cells = new Set(set.at(x, y).flatMap((id) => [set.edge(id).left, set.edge(id).right]));
    return { at: degrees(x, y), kind: 'vertex', name: '', cells: [...cells].sort((a, b) => a - b) };
  }
  if (to.includes('border') && near.border) {
    const { left, right } = set.edge(near.border.edge);
    return { at: degrees(near.border.x, near.border.y), kind: 'border', name: '', cells: [left, right] }; // prettier-ignore
  }
  const foot = to.includes('line') ? lines?.network.near(at, Math.min(withinM, REACH_MOST_M))[0] : undefined; // prettier-ignore
  if (foot && lines) {
    const [lng, lat] = foot.at;
    const name = lines.nameOf(lines.network.parts[foot.part]!.featureId);
    return { at: [toDegrees(toLattice(lng)), toDegrees(toLattice(lat))], kind: 'line', name, cells: [] }; // prettier-ignore
  }
  return { at, kind: null, name: '', cells: [] };
}

/** The nearest vertex and the nearest place on a border within so many metres of a place; of two as near the lesser. */
export function nearBorders(
  set: EdgeSet,
  [lng, lat]: Position,
  withinM: number,
): { vertex: { x: number; y: number } | null; border: BorderFoot | null } {
  const reachM = Math.min(withinM, REACH_MOST_M);
  const { perLng, perLat } = metresPerDegree(lat);
  const [mx, my] = [perLng / LATTICE_PER_DEGREE, perLat / LATTICE_PER_DEGREE];
  const [px, py] = [lng * LATTICE_PER_DEGREE - set.originX, lat * LATTICE_PER_DEGREE - set.originY];
  const [rx, ry] = [Math.ceil(reachM / mx), Math.ceil(reachM / my)];
  const [x0, y0] = [Math.round(px), Math.round(py)];
  let vertex: { x: number; y: number } | null = null;
  let border: BorderFoot | null = null;
  let vertexM = reachM;
  const look = (x: number, y: number): void => {
    const offM = Math.hypot((x - px) * mx, (y - py) * my);
    const isLess = vertex !== null && (x < vertex.x || (x === vertex.x && y < vertex.y));
    if (offM > vertexM || (offM === vertexM && vertex !== null && !isLess)) return;
    [vertex, vertexM] = [{ x, y }, offM];
  };
  set.near(x0 - rx, y0 - ry, x0 + rx, y0 + ry, (id) => {
    const { ax, ay, bx, by } = set.edge(id);
    look(ax, ay);
    look(bx, by);
    const [dx, dy] = [(bx - ax) * mx, (by - ay) * my];
    const along = ((px - ax) * mx * dx + (py - ay) * my * dy) / (dx * dx + dy * dy);
    const t = Math.max(0, Math.min(1, along));
    const [x, y] = [ax + t * (bx - ax), ay + t * (by - ay)];
    const offM = Math.hypot((x - px) * mx, (y - py) * my);
    if (
      offM <= (border?.offM ?? reachM) &&
      (offM < (border?.offM ?? Infinity) || id < border!.edge)
    )
      border = { edge: id, x: Math.round(x), y: Math.round(y), offM };
  });
  return { vertex, border };
}
