import { apportion } from './apportion.ts';
import { worth } from './cut-by-share.ts';
import type { Zone } from './divide.ts';
import { between, type Draw } from './draw.ts';
import type { Figures } from './figures.ts';
import { cutGreatLines } from './great-lines.ts';
import type { Ground, Point } from './ground.ts';
import type { Mesh } from './mesh.ts';

/** A street before it has a place: the grids of each of its communities, and their sum. */
interface StreetShare {
  grids: number[];
  weight: number;
}

/** The district cut along its great lines, and the streets shared out among the parts by what each can hold. */
export function planParts(
  mesh: Mesh,
  ground: Ground,
  figures: Figures,
  draw: Draw,
): { face: number; plans: StreetShare[] }[] {
  const faces = cutGreatLines(mesh, ground);
  const worths = faces.map((face) =>
    worth(
      ground,
      mesh.faces[face]!.map((p) => mesh.points[p]!),
    ),
  );
  const counts = apportion(figures.streets, worths, 1);
  const partOf = counts.flatMap((n, part) => Array.from({ length: n }, () => part));
  const communities = apportion(
    figures.communities,
    partOf.map((part) => (worths[part]! / counts[part]!) * between(draw, 0.85, 1.18)),
    3,
  );
  const inPart = faces.map(() => 0);
  partOf.forEach((part, street) => (inPart[part]! += communities[street]!));
  const grids = apportion(
    figures.grids,
    partOf.flatMap((part, street) =>
      Array.from(
        { length: communities[street]! },
        () => (worths[part]! / inPart[part]!) * between(draw, 0.78, 1.3),
      ),
    ),
    5,
  );
  const parts = faces.map((face) => ({ face, plans: [] as StreetShare[] }));
  let taken = 0;
  partOf.forEach((part, street) => {
    const own = grids.slice(taken, taken + communities[street]!);
    taken += own.length;
    parts[part]!.plans.push({ grids: own, weight: own.reduce((a, b) => a + b, 0) });
  });
  return parts;
}

/** What a place of the plan is like. */
export function zoneAt(ground: Ground, [u, v]: Point): Zone {
  const [x, y] = [u / ground.radius, v / ground.radius];
  const river = ground.riverV / ground.radius;
  const { west, oldTown } = { ...ground.ring, ...ground };
  const inOldTown = ground.hasRail
    ? u > west && u < oldTown.east && v > ground.riverV && v < oldTown.north
    : Math.hypot(x + 0.12, y - river - 0.2) < 0.19;
  if (inOldTown) return 'old';
  if (Math.hypot(x - 0.2, y - river - 0.26) < 0.2) return 'centre';
  if (Math.hypot(x - 0.5, y + 0.42) < 0.14) return 'centre';
  if (x > 0.3 && y < river - 0.36) return 'works';
  if (x > 0.5 && y > 0.12) return 'campus';
  if (x < -0.72 && y < 0) return 'works';
  return 'homes';
}
