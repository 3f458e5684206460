import { apportion } from './apportion.ts';
import { cutByShare } from './cut-by-share.ts';
import { between, shuffled, type Draw } from './draw.ts';
import type { Figures } from './figures.ts';
import { cutStrip, placeLandmarks } from './great-lines.ts';
import type { Ground, Point } from './ground.ts';
import { createMesh, type Mark, type Mesh } from './mesh.ts';
import { planGrids } from './plan-grids.ts';
import { planParts, zoneAt } from './plan-parts.ts';

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

export function middleOf(mesh: Mesh, face: number): Point {
  const ring = mesh.faces[face]!;
  let [u, v] = [0, 0];
  for (const p of ring) {
    u += mesh.points[p]![0] / ring.length;
    v += mesh.points[p]![1] / ring.length;
  }
  return [u, v];
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
