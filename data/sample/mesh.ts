import type { Point } from './ground.ts';

/** What an edge of the plan came from; edges cut from one edge keep its mark. */
export interface Mark {
  kind:
    | 'outline'
    | 'river'
    | 'rail'
    | 'ring'
    | 'rampart'
    | 'bank'
    | 'street'
    | 'community'
    | 'block'
    | 'estate'
    | 'cell';
  /** How many lowest areas the cut had to divide: more is a more important line. */
  weight: number;
}

/**
 * Convex faces that share their vertices: where a cut ends on an edge, its end becomes a vertex of the faces on both
 * sides, so nothing can gap or overlap. Faces run counter-clockwise.
 */
export interface Mesh {
  points: Point[];
  faces: number[][];
  /** The face to the left of a → b, by edgeKey(a, b). */
  faceOf: Map<number, number>;
  /** Index into marks, by edgeKey of the smaller and the larger end. */
  markOf: Map<number, number>;
  marks: Mark[];
}

/** One number for an edge from a to b. */
export function edgeKey(a: number, b: number): number {
  return a * 2 ** 24 + b;
}

/** One number for an edge, whichever way it runs. */
export function sideKey(a: number, b: number): number {
  return a < b ? edgeKey(a, b) : edgeKey(b, a);
}

/** The ends of the edge that a key stands for. */
export function edgeEnds(key: number): [a: number, b: number] {
  return [Math.floor(key / 2 ** 24), key % 2 ** 24];
}

/** The mark of an edge of the mesh. */
export function markAt(mesh: Mesh, a: number, b: number): Mark {
  return mesh.marks[mesh.markOf.get(sideKey(a, b))!]!;
}

/** A mesh of one face. */
export function createMesh(outline: readonly Point[]): Mesh {
  const mesh: Mesh = {
    points: outline.map(([u, v]) => [u, v]),
    faces: [outline.map((_, i) => i)],
    faceOf: new Map(),
    markOf: new Map(),
    marks: [{ kind: 'outline', weight: 0 }],
  };
  outline.forEach((_, i) => {
    const next = (i + 1) % outline.length;
    mesh.faceOf.set(edgeKey(i, next), 0);
    mesh.markOf.set(sideKey(i, next), 0);
  });
  return mesh;
}

/** Where a line meets the border of a face: on its edge from a to b, `share` of the way along. */
export interface Meeting {
  a: number;
  b: number;
  share: number;
  point: Point;
}

/**
 * The two places where the line n·p = c meets a convex face, walking round it: where it enters the side n·p > c, and
 * where it leaves it. Null where the line passes by.
 */
export function meetFace(
  mesh: Mesh,
  face: number,
  [nx, ny]: Point,
  c: number,
): [into: Meeting, out: Meeting] | null {
  const ring = mesh.faces[face]!;
  let into: Meeting | null = null;
  let out: Meeting | null = null;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[(i + 1) % ring.length]!;
    const pa = mesh.points[a]!;
    const pb = mesh.points[b]!;
    const sa = nx * pa[0] + ny * pa[1] - c;
    const sb = nx * pb[0] + ny * pb[1] - c;
    if (sa > 0 === sb > 0) continue;
    const share = sa / (sa - sb);
    const point: Point = [pa[0] + share * (pb[0] - pa[0]), pa[1] + share * (pb[1] - pa[1])];
    if (sb > 0) into = { a, b, share, point };
    else out = { a, b, share, point };
  }
  return into && out ? [into, out] : null;
}

/**
 * Cut a face in two along the straight line between two vertices of its border. The part to the left of from → to
 * keeps the face's number; the other's is returned.
 */
export function cutFace(mesh: Mesh, face: number, from: number, to: number, mark: Mark): number {
  const ring = mesh.faces[face]!;
  const i = ring.indexOf(from);
  const j = ring.indexOf(to);
  const along = (a: number, b: number): number[] =>
    a <= b ? ring.slice(a, b + 1) : [...ring.slice(a), ...ring.slice(0, b + 1)];
  // Left of from → to lies what runs counter-clockwise from `to` back to `from`.
  const left = along(j, i);
  const right = along(i, j);
  const other = mesh.faces.length;
  mesh.faces[face] = left;
  mesh.faces.push(right);
  for (let k = 0; k < right.length; k++)
    mesh.faceOf.set(edgeKey(right[k]!, right[(k + 1) % right.length]!), other);
  mesh.faceOf.set(edgeKey(from, to), face);
  mesh.markOf.set(sideKey(from, to), mesh.marks.length);
  mesh.marks.push(mark);
  return other;
}

/** The vertex at a meeting: an end of its edge within `nearM`, else a new one, for the faces on both sides. */
export function vertexAt(mesh: Mesh, { a, b, share, point }: Meeting, nearM: number): number {
  const pa = mesh.points[a]!;
  const pb = mesh.points[b]!;
  const length = Math.hypot(pb[0] - pa[0], pb[1] - pa[1]);
  if (share <= 0.5 && share * length < nearM) return a;
  if (share > 0.5 && (1 - share) * length < nearM) return b;
  const vertex = mesh.points.length;
  mesh.points.push(point);
  const mark = mesh.markOf.get(sideKey(a, b))!;
  replaceEdge(mesh, a, b, vertex);
  replaceEdge(mesh, b, a, vertex);
  mesh.markOf.delete(sideKey(a, b));
  mesh.markOf.set(sideKey(a, vertex), mark);
  mesh.markOf.set(sideKey(vertex, b), mark);
  return vertex;
}

function replaceEdge(mesh: Mesh, from: number, to: number, by: number): void {
  const face = mesh.faceOf.get(edgeKey(from, to));
  if (face === undefined) return;
  const ring = mesh.faces[face]!;
  ring.splice(ring.indexOf(from) + 1, 0, by);
  mesh.faceOf.delete(edgeKey(from, to));
  mesh.faceOf.set(edgeKey(from, by), face);
  mesh.faceOf.set(edgeKey(by, to), face);
}
