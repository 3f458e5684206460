import type { Division } from './divide.ts';
import type { Draw } from './draw.ts';
import type { Ground, Point } from './ground.ts';
import { edgeKey, markAt, type Mark } from './mesh.ts';
import type { Stroke, Way } from './roads.ts';

/** What lies along a road between it and the land behind: on its left. */
export type StripKind = 'rail' | 'yard' | 'creek' | 'rampart';
export interface Strip {
  kind: StripKind;
  /** Vertices of the mesh along its road. */
  path: number[];
  /** Which end of a creek is at the river. */
  mouth?: 'first' | 'last';
}

/** Metres from the middle of a strip's road to where building land begins. */
export const STRIP_M: Record<StripKind, number> = { rail: 46, yard: 92, creek: 46, rampart: 69 };
/** Between these metres from the middle of its road a creek runs. */
export const CREEK_M: [number, number] = [20, 38];
export const MOAT_M: [number, number] = [19, 43];
export const CITY_WALL_M = 55;
/** Of the two main tracks. */
export const TRACKS_M = [25, 30] as const;
/** Creeks come down to the river at least so far from each other, and are at least so long. */
const CREEKS_APART_M = 1500;
const CREEK_LEAST_M = 900;

/** Roads that get over what lies along another: lesser ones end before it. */
const CROSSES: Record<StripKind, readonly Way[]> = {
  rail: ['motorway', 'arterial', 'secondary'],
  yard: ['motorway', 'arterial', 'secondary'],
  creek: ['motorway', 'arterial', 'secondary', 'minor'],
  rampart: ['motorway', 'arterial', 'secondary', 'minor'],
};
export function getsOver(way: Way, kind: StripKind): boolean {
  return CROSSES[kind].includes(way);
}

/** The railway north of its road, the old town's rampart, and creeks along some roads that come down to the river. */
export function layStrips(
  { mesh, cellOf }: Division,
  ground: Ground,
  strokes: readonly Stroke[],
  draw: Draw,
): Strip[] {
  if (!ground.hasRail) return [];
  const strips: Strip[] = [];
  const kindOf = (a: number, b: number): Mark['kind'] => markAt(mesh, a, b).kind;
  const along = (kind: Mark['kind']): number[] => [
    ...new Set([...mesh.markOf].flatMap(([key, mark]) => mesh.marks[mark]!.kind === kind ? [Math.floor(key / 2 ** 24), key % 2 ** 24] : [])), // prettier-ignore
  ];
  const at = (vertex: number): Point => mesh.points[vertex]!;

  // Northward the land beyond the rails lies to the left of who goes east.
  const rail = along('rail').sort((a, b) => at(a)[0] - at(b)[0]);
  let path: number[] = [rail[0]!];
  let isYard = false;
  for (let i = 1; i < rail.length; i++) {
    const beyond = cellOf[mesh.faceOf.get(edgeKey(rail[i - 1]!, rail[i]!))!];
    const nowYard = beyond?.grid.purpose === 'station';
    if (nowYard !== isYard) {
      if (path.length > 1) strips.push({ kind: isYard ? 'yard' : 'rail', path });
      path = [rail[i - 1]!];
      isYard = nowYard;
    }
    path.push(rail[i]!);
  }
  strips.push({ kind: isYard ? 'yard' : 'rail', path });

  // From the river north, then west: the old town to the left.
  const { east, north } = ground.oldTown;
  const rampart = along('rampart');
  const isNear = (a: number, b: number): boolean => Math.abs(a - b) < 2;
  const up = rampart.filter((p) => isNear(at(p)[0], east) && at(p)[1] > ground.riverV + ground.bankM - 2).sort((a, b) => at(a)[1] - at(b)[1]); // prettier-ignore
  const over = rampart.filter((p) => isNear(at(p)[1], north) && at(p)[0] < east - 2).sort((a, b) => at(b)[0] - at(a)[0]); // prettier-ignore
  strips.push({ kind: 'rampart', path: [...up, ...over] });

  const isAlongRail = new Set(rail);
  const taken = new Set<number>(strips.flatMap((strip) => strip.path));
  const mouths: number[] = [];
  for (const stroke of strokes) {
    if (stroke.way !== 'arterial' && stroke.way !== 'secondary') continue;
    for (const line of [stroke.vertices, stroke.vertices.toReversed()]) {
      const creek = creekFrom(line);
      if (!creek) continue;
      const mouth = at(creek[0]!)[0];
      if (mouths.some((other) => Math.abs(other - mouth) < CREEKS_APART_M)) continue;
      mouths.push(mouth);
      const isLeft = draw() < 0.5;
      strips.push({ kind: 'creek', path: isLeft ? creek : creek.toReversed(), mouth: isLeft ? 'first' : 'last' }); // prettier-ignore
      for (const p of creek) taken.add(p);
      break;
    }
    if (mouths.length === 4) break;
  }
  return strips;

  /** From the bank road as far as nothing else lies along the road. */
  function creekFrom(line: readonly number[]): number[] | null {
    const start = line.findIndex((p, i) => i < line.length - 1 && isOnBank(p, line[i + 1]!));
    if (start < 0) return null;
    const out: number[] = [line[start]!];
    let m = 0;
    for (let i = start + 1; i < line.length; i++) {
      const [a, b] = [line[i - 1]!, line[i]!];
      const kind = kindOf(a, b);
      if (kind !== 'street' && kind !== 'community') break;
      // The road along the railway is as far as it may come: the tracks lie beyond.
      const isAtRail = isAlongRail.has(b);
      if ((taken.has(b) && !isAtRail) || isAtEdge(b)) break;
      out.push(b);
      m += Math.hypot(at(b)[0] - at(a)[0], at(b)[1] - at(a)[1]);
      if (isAtRail) break;
    }
    return m >= CREEK_LEAST_M && !taken.has(out[0]!) ? out : null;
  }
  function isOnBank(p: number, next: number): boolean {
    const off = Math.abs(at(p)[1] - ground.riverV);
    return Math.abs(off - ground.bankM) < 2 && Math.abs(at(next)[1] - ground.riverV) > off + 2;
  }
  function isAtEdge(p: number): boolean {
    return Math.hypot(at(p)[0] / 1.08, at(p)[1] * 1.08) > 0.97 * ground.radius;
  }
}

/** The strip on the left of an edge, by edgeKey. */
export function stripsByEdge(strips: readonly Strip[]): Map<number, Strip> {
  const out = new Map<number, Strip>();
  for (const strip of strips)
    strip.path.forEach((b, i) => i > 0 && out.set(edgeKey(strip.path[i - 1]!, b), strip));
  return out;
}
