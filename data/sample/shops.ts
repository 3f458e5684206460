import { partByAlley } from './alley-land.ts';
import { FRONT_YARD_M, canBeWalled, type Block, type BlockSide, type Estate } from './blocks.ts';
import type { Division, EstatePlan } from './divide.ts';
import type { Draw } from './draw.ts';
import { edgesOf, isOuter } from './land.ts';
import { groundWithin } from './lots.ts';
import { sideKey } from './mesh.ts';
import { isRoad, lengthOf, type Roads, type Way } from './roads.ts';

/** Shops along a street before a compound's wall: how deep they and their yard are. */
export const SHOPS_M = 13.5;
/** How often a side of a compound has them, by the road there. */
const SHOPS: Partial<Record<Way, number>> = { arterial: 0.12, secondary: 0.4, minor: 0.36 };
/** Shops stand along a bent street in straight pieces of about so many metres. */
const SHOPS_PIECE_M = 60;

/** A side of a compound has shops along the whole of it or none: its edges lie on one cut. */
export function openShops(
  blocks: readonly Block[],
  estates: ReadonlyMap<EstatePlan, Estate>,
  division: Division,
  roads: Roads,
  draw: Draw,
): void {
  const { mesh } = division;
  const open = (own: readonly Block[], isOwnSide: (a: number, b: number) => boolean): void => {
    const chosen = new Map<number, boolean>();
    for (const block of own)
      for (const [a, b] of edgesOf(mesh, block.cell)) {
        if (!isOwnSide(a, b) || roads.stripAt(a, b)) continue;
        const cut = mesh.markOf.get(sideKey(a, b))!;
        const often = SHOPS[roads.wayOf(a, b)] ?? 0;
        if (!chosen.has(cut)) chosen.set(cut, draw() < often);
        if (chosen.get(cut) && often > 0) block.shops.add(sideKey(a, b));
      }
  };
  for (const { plan, blocks: own } of estates.values())
    if (own.length > 1) {
      const within = new Set(plan.grids);
      open(own, (a, b) => isOuter(division, within, a, b));
    }
  for (const block of blocks)
    if (canBeWalled(block, estates.get(block.cell.grid.estate!))) open([block], () => true);
}

/** The shops before a block's wall. */
export function frontOf(block: Block): Block[] {
  if (block.form === 'old' || block.form === 'pocket' || block.shops.size === 0) return [];
  return [...block.shops].flatMap((key, i) => {
    // At a corner the shops of one street stand, not those of both.
    const before = new Set([...block.shops].slice(0, i));
    const sides = block.sides.map((side) => ({ ...side, takesM: side.takesM + FRONT_YARD_M + (before.has(sideKey(side.a, side.b)) ? SHOPS_M : 0) })); // prettier-ignore
    const own = block.sides.filter((side) => sideKey(side.a, side.b) === key);
    return inPieces(own).flatMap((piece, n): Block[] => {
      const [first, last] = [piece[0]!, piece.at(-1)!];
      const length = lengthOf([first.from, last.to]);
      if (length < 22) return [];
      const [dx, dy] = [(last.to[0] - first.from[0]) / length, (last.to[1] - first.from[1]) / length]; // prettier-ignore
      const isAcross = (side: BlockSide): boolean => Math.abs((side.to[0] - side.from[0]) * dy - (side.to[1] - side.from[1]) * dx) > 0.3 * lengthOf([side.from, side.to]) || (side.to[0] - side.from[0]) * dx + (side.to[1] - side.from[1]) * dy < 0; // prettier-ignore
      // Of the street's own pieces only those before these shops count: it may bend.
      const strip = groundWithin([
        ...sides.filter(isAcross),
        ...piece.map((side) => ({ ...side, takesM: side.takesM + FRONT_YARD_M })),
        ...piece.map(({ from, to, takesM }) => ({ from: to, to: from, takesM: -(takesM + SHOPS_M - 1.6) })), // prettier-ignore
        { from: [first.from[0] - dy, first.from[1] + dx], to: first.from, takesM: 0.7 },
        { from: last.to, to: [last.to[0] - dy, last.to[1] + dx], takesM: 0.7 },
      ]);
      const seed = (block.seed + 16 * i + n + 1) >>> 0;
      return [{ ...block, form: 'frontage', seed, within: null, angle: Math.atan2(dy, dx), yards: partByAlley(strip, block.alley), places: [], shops: new Set(), isWalled: false, sides: block.sides.map((side) => ({ ...side, isOpen: isRoad(side.way) })) }]; // prettier-ignore
    });
  });
}

/** The pieces of an edge put together as far as they are straight enough. */
function inPieces(sides: readonly BlockSide[]): BlockSide[][] {
  const out: BlockSide[][] = [];
  for (const side of sides) {
    const last = out.at(-1);
    if (last && lengthOf([last[0]!.from, side.to]) < SHOPS_PIECE_M) last.push(side);
    else out.push([side]);
  }
  return out;
}
