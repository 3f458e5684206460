import { cutAlong } from './cut-by-share.ts';
import { middleOf, type CommunityPlan, type Purpose, type StripSide } from './divide.ts';
import type { Ground, Point } from './ground.ts';
import { markAt, type Mark, type Mesh } from './mesh.ts';

/**
 * The river; and in a district the railway, the ring road, whose sides go on beyond it to the south, and the ramparts
 * of the old town within it. The parts between.
 */
export function cutGreatLines(mesh: Mesh, ground: Ground): number[] {
  const [south, north] = along(0, [0, 1], ground.riverV, 'river');
  if (!ground.hasRail) return [south, north];
  const { west, east, south: ringSouth } = ground.ring;
  const [middle, beyond] = along(north, [0, 1], ground.railV, 'rail');
  const [middleWest, inner] = along(middle, [1, 0], west, 'ring');
  const [core, middleEast] = along(inner, [1, 0], east, 'ring');
  const [southWest, southInner] = along(south, [1, 0], west, 'ring');
  const [southCore, southEast] = along(southInner, [1, 0], east, 'ring');
  const [southOuter, southMiddle] = along(southCore, [0, 1], ringSouth, 'ring');
  const [lower, upper] = along(core, [0, 1], ground.oldTown.north, 'rampart');
  const [old, centre] = along(lower, [1, 0], ground.oldTown.east, 'rampart');
  return [beyond, middleWest, upper, old, centre, middleEast, southWest, southMiddle, southOuter, southEast]; // prettier-ignore

  function along(face: number, normal: Point, at: number, kind: Mark['kind']): [number, number] {
    return cutAlong(mesh, face, normal, at, { kind, weight: 1e6 })!;
  }
}

/** What a community has of its own: a purpose, and where it lies along a great line. */
export interface Landmark {
  purpose: Purpose;
  strip: StripSide | null;
}

/** One of each: the hill, the lake and the station, in the community whose middle is nearest to its place; and what lies along the great lines. */
export function placeLandmarks(
  ground: Ground,
  mesh: Mesh,
  communities: readonly CommunityPlan[],
): Map<CommunityPlan, Landmark[]> {
  const out = new Map<CommunityPlan, Landmark[]>();
  const add = (
    community: CommunityPlan,
    purpose: Purpose,
    strip: StripSide | null = null,
  ): void => {
    out.set(community, [...(out.get(community) ?? []), { purpose, strip }]);
  };
  const nearest = (x: number, y: number, of = communities): CommunityPlan =>
    of.reduce((best, c) => {
      const far = (one: CommunityPlan): number =>
        Math.hypot(one.at[0] - x * ground.radius, one.at[1] - y * ground.radius);
      return far(c) < far(best) ? c : best;
    });
  const stripped = (side: StripSide): CommunityPlan[] =>
    communities.filter(
      (c) => touches(mesh, c.face, STRIPS[side].kind) && cutsStrip(mesh, ground, c, side),
    );
  for (const community of stripped('bank')) add(community, 'riverside', 'bank');
  if (ground.hasRail) {
    for (const side of ['rampart-north', 'rampart-east'] as const)
      for (const community of stripped(side)) add(community, 'park', side);
    const onRail = stripped('rail').filter(({ zone }) => zone === 'homes');
    if (onRail.length > 0) add(nearest(0.12, ground.railV / ground.radius, onRail), 'station', 'rail'); // prettier-ignore
  }
  const free = communities.filter((community) => !out.has(community));
  add(nearest(-0.86, 0.42, free), 'hill');
  add(nearest(-0.2, 0.36, free), 'lake');
  return out;
}

/** By side: the cut that a strip lies along, which line of the plan parts it from the rest, and what that line becomes. */
const STRIPS: Record<StripSide, { kind: Mark['kind']; normal: Point; becomes: Mark['kind'] }> = {
  bank: { kind: 'river', normal: [0, 1], becomes: 'bank' },
  rail: { kind: 'rail', normal: [0, 1], becomes: 'block' },
  'rampart-north': { kind: 'rampart', normal: [0, 1], becomes: 'block' },
  'rampart-east': { kind: 'rampart', normal: [1, 0], becomes: 'block' },
};
/** How far from the middle of the rampart's road the park along the wall goes, and from the railway's the station. */
const RAMPART_M = 78;
const STATION_M = 225;

/** Where the line runs that parts a strip from a community, and whether the strip is what lies below it. */
function lineOfStrip(
  ground: Ground,
  isNorth: boolean,
  side: StripSide,
): { at: number; isBelow: boolean } {
  switch (side) {
    case 'bank':
      return { at: ground.riverV + (isNorth ? ground.bankM : -ground.bankM), isBelow: isNorth };
    case 'rail':
      return { at: ground.railV + STATION_M, isBelow: true };
    case 'rampart-north':
      return { at: ground.oldTown.north - RAMPART_M, isBelow: false };
    case 'rampart-east':
      return { at: ground.oldTown.east - RAMPART_M, isBelow: false };
  }
}

function touches(mesh: Mesh, face: number, kind: Mark['kind']): boolean {
  const ring = mesh.faces[face]!;
  return ring.some((a, i) => markAt(mesh, a, ring[(i + 1) % ring.length]!).kind === kind);
}

/** Whether the line of a strip parts a community into two of a size that can be used. */
function cutsStrip(mesh: Mesh, ground: Ground, community: CommunityPlan, side: StripSide): boolean {
  const ring = mesh.faces[community.face]!.map((p) => mesh.points[p]!);
  if (side === 'bank')
    return Math.max(...ring.map(([, v]) => Math.abs(v - ground.riverV))) > 2.2 * ground.bankM;
  const axis = STRIPS[side].normal[0] === 1 ? 0 : 1;
  const { at, isBelow } = lineOfStrip(ground, true, side);
  const along = ring.map((p) => p[axis]);
  const [low, high] = [Math.min(...along), Math.max(...along)];
  // Of the two sides of a rampart only the old town's has one.
  const isOwn = side === 'rail' ? community.at[1] > ground.railV : community.zone === 'old';
  const line = side === 'rail' ? ground.railV : side === 'rampart-north' ? ground.oldTown.north : ground.oldTown.east; // prettier-ignore
  const isAlong = Math.abs((isBelow ? low : high) - line) < 2;
  return isOwn && isAlong && low < at - 100 && high > at + (isBelow ? 100 : 0);
}

export function cutStrip(
  mesh: Mesh,
  ground: Ground,
  face: number,
  side: StripSide,
): { strip: number; rest: number } | null {
  const { normal, becomes } = STRIPS[side];
  const { at, isBelow } = lineOfStrip(ground, middleOf(mesh, face)[1] > ground.riverV, side);
  const parts = cutAlong(mesh, face, normal, at, { kind: becomes, weight: 1e5 });
  if (!parts) return null;
  return isBelow ? { strip: parts[0], rest: parts[1] } : { strip: parts[1], rest: parts[0] };
}
