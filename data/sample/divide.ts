import { apportion } from './apportion.ts';
import { cutByShare, worth } from './cut-by-share.ts';
import { between, pick, shuffled, type Draw } from './draw.ts';
import type { Figures } from './figures.ts';
import { cutGreatLines, cutStrip, placeLandmarks, type Landmark } from './great-lines.ts';
import type { Ground, Point } from './ground.ts';
import { createMesh, type Mark, type Mesh } from './mesh.ts';

/** What a part of the district is like. */
export type Zone = 'old' | 'centre' | 'homes' | 'works' | 'campus';
/** What a dedicated grid is for. */
export type Purpose =
  | 'riverside'
  | 'park'
  | 'lake'
  | 'hill'
  | 'campus'
  | 'school'
  | 'hospital'
  | 'market'
  | 'mall'
  | 'works'
  | 'station';

/** Lowest areas of a purpose, and how much ground it takes where an ordinary micro-grid takes 1. */
const NEEDS: Record<Purpose, { cells: number; weight: number }> = {
  riverside: { cells: 2, weight: 0 },
  park: { cells: 1, weight: 2.6 },
  lake: { cells: 6, weight: 34 },
  hill: { cells: 8, weight: 48 },
  campus: { cells: 3, weight: 12 },
  school: { cells: 1, weight: 1.7 },
  hospital: { cells: 1, weight: 2.4 },
  market: { cells: 1, weight: 1.6 },
  mall: { cells: 2, weight: 2.8 },
  works: { cells: 2, weight: 6 },
  station: { cells: 2, weight: 5 },
};
/** Which share of a zone's grids is dedicated, and to what. */
const DEDICATED: Record<Zone, { share: number; purposes: Purpose[] }> = {
  old: { share: 0.1, purposes: ['market', 'park', 'hospital', 'mall', 'school'] },
  centre: { share: 0.2, purposes: ['mall', 'mall', 'hospital', 'park', 'school'] },
  homes: { share: 0.1, purposes: ['park', 'park', 'school', 'market', 'school', 'hospital'] },
  works: { share: 0.36, purposes: ['works', 'works', 'works', 'works', 'market', 'park'] },
  campus: { share: 0.26, purposes: ['campus', 'campus', 'park', 'school'] },
};
/** How often a housing grid of a zone lies in a walled estate. */
const ESTATES: Record<Zone, number> = {
  old: 0.07,
  centre: 0.45,
  homes: 0.72,
  works: 0.4,
  campus: 0.6,
};

export interface StreetPlan {
  communities: CommunityPlan[];
}
export interface CommunityPlan {
  street: StreetPlan;
  zone: Zone;
  face: number;
  /** Its middle, on the plan. */
  at: Point;
  grids: GridPlan[];
}
/** A strip of a community along one of the great lines: open land, or the station's. */
export type StripSide = 'bank' | 'rail' | 'rampart-north' | 'rampart-east';
export interface GridPlan {
  community: CommunityPlan;
  /** Null: comprehensive. */
  purpose: Purpose | null;
  /** Where it is all of the strip along a great line. */
  strip: StripSide | null;
  /** The walled estate it is all of, or a part of. */
  estate: EstatePlan | null;
  /** How many lowest areas it has, and what ground it takes. */
  count: number;
  weight: number;
  cells: CellPlan[];
}
export interface EstatePlan {
  grids: GridPlan[];
}
export interface CellPlan {
  grid: GridPlan;
  /** Of the mesh. */
  face: number;
}

export interface Division {
  mesh: Mesh;
  streets: StreetPlan[];
  communities: CommunityPlan[];
  grids: GridPlan[];
  cells: CellPlan[];
  /** By face of the mesh. */
  cellOf: CellPlan[];
}

/**
 * A cut of each rank: how far it leans, radians; how far it goes to meet another, metres, and what share of the
 * ground it may shift for that. Across the banks it goes far: there a bridge may come to stand.
 */
const CUTS = {
  street: { lean: 0.1, alignM: 420, shift: 0.13 },
  community: { lean: 0.09, alignM: 190, shift: 0.13 },
  block: { lean: 0.05, alignM: 75, shift: 0.13 },
  estate: { lean: 0.03, alignM: 40, shift: 0.13 },
  cell: { lean: 0.03, alignM: 30, shift: 0.13 },
  bankCell: { lean: 0.012, alignM: 400, shift: 0.75 },
} as const;
/** Old lanes are less straight. */
const OLD_LEAN = 0.1;

/**
 * The second stage: the plan cut into streets, communities, blocks, grids and micro-grids, exactly as many as asked
 * for, each cut later a road, a path or a wall. The river's axis, the railway and the bank roads are cuts, too, so
 * borders lie along them.
 */
export function divide(ground: Ground, figures: Figures, draw: Draw): Division {
  const mesh = createMesh(ground.outline);
  const cut = (rank: keyof typeof CUTS, lean: number = CUTS[rank].lean) => ({
    draw,
    lean,
    alignM: CUTS[rank].alignM,
    mostShift: CUTS[rank].shift,
  });
  /** Give a face to items, by their weights. */
  function spread<T>(
    face: number,
    items: readonly T[],
    weightOf: (item: T) => number,
    rank: keyof typeof CUTS,
    place: (item: T, face: number) => void,
    lean?: number,
  ): void {
    if (items.length === 1) return place(items[0]!, face);
    const [first, second] = halve(items, weightOf, draw);
    const weight = first.weight + second.weight;
    const mark: Mark = { kind: rank === 'bankCell' ? 'cell' : rank, weight };
    const share = first.weight / weight;
    const [a, b] = cutByShare(mesh, ground, face, share, mark, cut(rank, lean));
    spread(a, first.items, weightOf, rank, place, lean);
    spread(b, second.items, weightOf, rank, place, lean);
  }

  // Streets and communities, as many grids as each will have: of each part as many as it can hold.
  const streets: StreetPlan[] = [];
  const communities: CommunityPlan[] = [];
  const gridsOf = new Map<CommunityPlan, number>();
  for (const { face, plans } of planParts(mesh, ground, figures, draw)) {
    spread(face, plans, (plan) => plan.weight, 'street', (plan, streetFace) => {
      const street: StreetPlan = { communities: [] };
      streets.push(street);
      spread(streetFace, plan.grids, (n) => n, 'community', (n, communityFace) => {
        const at = middleOf(mesh, communityFace);
        const zone = zoneAt(ground, at);
        const community: CommunityPlan = { street, zone, face: communityFace, at, grids: [] };
        street.communities.push(community);
        communities.push(community);
        gridsOf.set(community, n);
      });
    }); // prettier-ignore
  }

  // Grids: what each is for, and how many cells.
  const landmarks = placeLandmarks(ground, mesh, communities);
  for (const community of communities)
    planGrids(community, gridsOf.get(community)!, landmarks.get(community) ?? [], draw);
  const grids = communities.flatMap((community) => community.grids);
  const open = grids.filter((grid) => grid.purpose === null);
  const dedicated = grids.reduce((sum, g) => sum + (g.purpose ? g.count : 0), 0);
  const shares = apportion(
    figures.microGrids - dedicated,
    open.map(() => between(draw, 0.9, 1.1)),
    2,
  );
  open.forEach((grid, i) => {
    grid.count = shares[i]!;
    grid.weight = grid.count * between(draw, 0.92, 1.08);
  });

  // Blocks, estates and cells.
  const cells: CellPlan[] = [];
  const cellOf: CellPlan[] = [];
  const fill = (grid: GridPlan, face: number): void => {
    const lean = grid.community.zone === 'old' ? OLD_LEAN : undefined;
    const rank = grid.strip === null || grid.strip === 'rail' ? 'cell' : 'bankCell';
    spread(face, Array.from({ length: grid.count }, () => 1), () => 1, rank, (_, cellFace) => {
      const cell: CellPlan = { grid, face: cellFace };
      grid.cells.push(cell);
      cells.push(cell);
      cellOf[cellFace] = cell;
    }, lean); // prettier-ignore
  };
  for (const community of communities) {
    let rest = community.face;
    for (const grid of community.grids) {
      if (!grid.strip) continue;
      const parts = cutStrip(mesh, ground, rest, grid.strip)!;
      fill(grid, parts.strip);
      rest = parts.rest;
    }
    const blocks = groupBlocks(community.grids.filter((grid) => grid.strip === null));
    const lean = community.zone === 'old' ? OLD_LEAN : undefined;
    spread(rest, shuffled(draw, blocks), weightOfGrids, 'block', (block, blockFace) => {
      spread(blockFace, block, (grid) => grid.weight, 'estate', fill);
    }, lean); // prettier-ignore
  }
  return { mesh, streets, communities, grids, cells, cellOf };
}

interface Half<T> {
  items: T[];
  weight: number;
}

/** Two halves of like weight, the heaviest items first each to the lighter half: what is small lies beside what is small, and no face is cut into strips. */
function halve<T>(
  items: readonly T[],
  weightOf: (item: T) => number,
  draw: Draw,
): [Half<T>, Half<T>] {
  const halves: [Half<T>, Half<T>] = [
    { items: [], weight: 0 },
    { items: [], weight: 0 },
  ];
  for (const item of items.toSorted((a, b) => weightOf(b) - weightOf(a))) {
    const lighter = halves[halves[1].weight < halves[0].weight ? 1 : 0];
    lighter.items.push(item);
    lighter.weight += weightOf(item);
  }
  return draw() < 0.5 ? halves : [halves[1], halves[0]];
}

/** A street before it has a place: the grids of each of its communities, and their sum. */
interface StreetShare {
  grids: number[];
  weight: number;
}

/** The district cut along its great lines, and the streets shared out among the parts by what each can hold. */
function planParts(
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

export function middleOf(mesh: Mesh, face: number): Point {
  const ring = mesh.faces[face]!;
  let [u, v] = [0, 0];
  for (const p of ring) {
    u += mesh.points[p]![0] / ring.length;
    v += mesh.points[p]![1] / ring.length;
  }
  return [u, v];
}

function zoneAt(ground: Ground, [u, v]: Point): Zone {
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

function planGrids(
  community: CommunityPlan,
  count: number,
  landmarks: readonly Landmark[],
  draw: Draw,
): void {
  const { share, purposes } = DEDICATED[community.zone];
  const wanted = Math.floor(count * share + draw());
  const own = [...landmarks];
  while (own.length < Math.min(wanted, count - 3))
    own.push({ purpose: pick(draw, purposes), strip: null });
  for (const { purpose, strip } of own)
    community.grids.push({
      community,
      purpose,
      strip,
      estate: null,
      count: NEEDS[purpose].cells,
      weight: strip ? 0 : NEEDS[purpose].weight * between(draw, 0.85, 1.2),
      cells: [],
    });
  while (community.grids.length < count)
    community.grids.push({ community, purpose: null, strip: null, estate: null, count: 0, weight: 0, cells: [] }); // prettier-ignore
  // Estates of one to three grids side by side; what is left is open blocks.
  const homes = community.grids.filter((grid) => grid.purpose === null);
  for (let i = 0; i < homes.length;) {
    const size = Math.min(homes.length - i, pick(draw, [1, 1, 2, 2, 3]));
    if (draw() < ESTATES[community.zone]) {
      const estate: EstatePlan = { grids: homes.slice(i, i + size) };
      for (const grid of estate.grids) grid.estate = estate;
      i += size;
    } else i++;
  }
}

/** What lies between roads: an estate, or one grid. */
function groupBlocks(grids: readonly GridPlan[]): GridPlan[][] {
  const blocks: GridPlan[][] = [];
  for (const grid of grids) {
    if (grid.estate === null) blocks.push([grid]);
    else if (grid.estate.grids[0] === grid) blocks.push(grid.estate.grids);
  }
  return blocks;
}

function weightOfGrids(block: readonly GridPlan[]): number {
  return block.reduce((sum, grid) => sum + grid.weight, 0);
}
