import { between, type Draw } from './draw.ts';
import type { Ground, Point } from './ground.ts';
import { cutFace, meetFace, vertexAt, type Mark, type Meeting, type Mesh } from './mesh.ts';

/** A cut's end takes a vertex of the face that is this near, rather than leave an edge of a few metres. */
const NEAR_M = 11;
/** The river and what runs along it stay on their lines but for so much. */
const ON_LINE_M = 1;
/** A cut that is turned to meet another leans no more than so, radians. */
const MOST_LEAN = 0.16;

/** The parts of a cut face: the first is west or south. */
export type Parts = [number, number];

/**
 * Cut a face across its longer side so that the first part holds `share` of what may be built on it. Where a line on
 * the other side of its border ends within `alignM`, the cut goes to that end, unless that shifts more than
 * `mostShift` of the smaller part: streets cross, and go on beyond.
 */
export function cutByShare(
  mesh: Mesh,
  ground: Ground,
  face: number,
  share: number,
  mark: Mark,
  {
    draw,
    lean,
    alignM,
    mostShift,
  }: { draw: Draw; lean: number; alignM: number; mostShift: number },
): Parts {
  const ring = cornersOf(mesh, face);
  const span = (axis: 0 | 1): number =>
    Math.max(...ring.map((p) => p[axis])) - Math.min(...ring.map((p) => p[axis]));
  const across = span(0) >= span(1) ? 0 : Math.PI / 2;
  const angle = across + between(draw, -lean, lean);
  const normal: Point = [Math.cos(angle), Math.sin(angle)];
  const along = ring.map(([u, v]) => normal[0] * u + normal[1] * v);
  let [low, high] = [Math.min(...along), Math.max(...along)];
  const whole = worth(ground, ring);
  for (let i = 0; i < 26; i++) {
    const c = (low + high) / 2;
    if (worth(ground, below(ring, normal, c)) < share * whole) low = c;
    else high = c;
  }
  const meetings = meetFace(mesh, face, normal, (low + high) / 2);
  if (!meetings) throw new Error(`face ${face} cannot be cut`);
  const [end, start] = meetings.map((m) => alignedEnd(mesh, face, m, alignM));
  const shift = ([fx, fy]: Point, [tx, ty]: Point): number => {
    const [nx, ny] = [fy - ty, tx - fx];
    const first = worth(ground, below(ring, [nx, ny], nx * fx + ny * fy));
    return Math.abs(first / whole - share) / Math.min(share, 1 - share);
  };
  if (end != null && start != null) {
    const [from, to] = [mesh.points[start]!, mesh.points[end]!];
    const [du, dv] = [to[0] - from[0], to[1] - from[1]];
    const turned = Math.asin((normal[0] * du + normal[1] * dv) / Math.hypot(du, dv));
    const isFit = Math.abs(turned) < MOST_LEAN && shift(from, to) < mostShift;
    if (isFit && partsAreSound(mesh, face, start, end))
      return [cutFace(mesh, face, start, end, mark), face];
  }
  // The whole cut moves to meet one end, the nearer first.
  const off = (vertex: number): number => {
    const [u, v] = mesh.points[vertex]!;
    return normal[0] * u + normal[1] * v;
  };
  const c = (low + high) / 2;
  const moved = [end, start]
    .filter((vertex) => vertex != null)
    .map(off)
    .sort((a, b) => Math.abs(a - c) - Math.abs(b - c));
  for (const at of moved) {
    const meets = meetFace(mesh, face, normal, at);
    if (meets && shift(meets[1].point, meets[0].point) < mostShift)
      return cutAtMeetings(mesh, face, meets, mark, [NEAR_M, 0.05]);
  }
  return cutAtMeetings(mesh, face, meetings, mark, [NEAR_M, 0.05]);
}

/** Cut a face along a straight line of the plan, n·p = c; null where the line does not part it. The first part is n·p < c. */
export function cutAlong(
  mesh: Mesh,
  face: number,
  normal: Point,
  c: number,
  mark: Mark,
): Parts | null {
  const meetings = meetFace(mesh, face, normal, c);
  return meetings && cutAtMeetings(mesh, face, meetings, mark, [ON_LINE_M, 0.05]);
}

function cutAtMeetings(
  mesh: Mesh,
  face: number,
  [into, out]: [Meeting, Meeting],
  mark: Mark,
  near: readonly number[],
): Parts {
  for (const nearM of near) {
    const end = vertexAt(mesh, into, nearM);
    const start = vertexAt(mesh, out, nearM);
    if (partsAreSound(mesh, face, start, end)) return [cutFace(mesh, face, start, end, mark), face];
  }
  throw new Error(`face ${face} is too small to be cut`);
}

/** A vertex that a line from the other side ends at, on the same straight side of the face as the meeting and near it. */
function alignedEnd(mesh: Mesh, face: number, meeting: Meeting, alignM: number): number | null {
  const ring = mesh.faces[face]!;
  let best: number | null = null;
  let bestM = alignM;
  for (const step of [1, -1]) {
    let at = ring.indexOf(step === 1 ? meeting.b : meeting.a);
    for (;;) {
      const vertex = ring[at]!;
      if (!isFlat(mesh, ring, at)) break;
      const [u, v] = mesh.points[vertex]!;
      const m = Math.hypot(u - meeting.point[0], v - meeting.point[1]);
      if (m > alignM) break;
      if (m < bestM) [best, bestM] = [vertex, m];
      at = (at + step + ring.length) % ring.length;
    }
  }
  return best;
}

/** Whether a ring goes straight on at its corner `at`. */
function isFlat(mesh: Mesh, ring: readonly number[], at: number): boolean {
  const [a, b, c] = [-1, 0, 1].map(
    (d) => mesh.points[ring[(at + d + ring.length) % ring.length]!]!,
  );
  const [ux, uy] = [b![0] - a![0], b![1] - a![1]];
  const [vx, vy] = [c![0] - b![0], c![1] - b![1]];
  return Math.abs(ux * vy - uy * vx) < 0.01 * Math.hypot(ux, uy) * Math.hypot(vx, vy);
}

function partsAreSound(mesh: Mesh, face: number, from: number, to: number): boolean {
  if (from === to) return false;
  const [a, b] = [mesh.points[from]!, mesh.points[to]!];
  const [nx, ny] = [a[1] - b[1], b[0] - a[0]];
  const c = nx * a[0] + ny * a[1];
  const ring = cornersOf(mesh, face);
  const whole = planArea(ring);
  const part = planArea(below(ring, [nx, ny], c));
  return part > 0.02 * whole && part < 0.98 * whole;
}

function cornersOf(mesh: Mesh, face: number): Point[] {
  return mesh.faces[face]!.map((p) => mesh.points[p]!);
}

/** The part of a convex ring where n·p ≤ c. */
export function below(ring: readonly Point[], [nx, ny]: Point, c: number): Point[] {
  const out: Point[] = [];
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[(i + 1) % ring.length]!;
    const sa = nx * a[0] + ny * a[1] - c;
    const sb = nx * b[0] + ny * b[1] - c;
    if (sa <= 0) out.push(a);
    if ((sa < 0 && sb > 0) || (sa > 0 && sb < 0)) {
      const t = sa / (sa - sb);
      out.push([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
    }
  }
  return out;
}

/** Square metres of a ring; counter-clockwise ones are positive. */
export function planArea(ring: readonly Point[]): number {
  let sum = 0;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[(i + 1) % ring.length]!;
    sum += a[0] * b[1] - b[0] * a[1];
  }
  return sum / 2;
}

/** How much can be built on a convex ring of the plan: its m², each by the density there. */
export function worth(ground: Ground, ring: readonly Point[]): number {
  let sum = 0;
  for (let i = 2; i < ring.length; i++) {
    const [a, b, c] = [ring[0]!, ring[i - 1]!, ring[i]!];
    // The middles of the three sides: exact to the second degree.
    const density =
      ground.density((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) +
      ground.density((b[0] + c[0]) / 2, (b[1] + c[1]) / 2) +
      ground.density((c[0] + a[0]) / 2, (c[1] + a[1]) / 2);
    sum += (planArea([a, b, c]) * density) / 3;
  }
  return sum;
}
