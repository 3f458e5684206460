import type { Block, Estate } from './blocks.ts';
import { layOutBlock } from './lay-out-block.ts';
import type { Division, EstatePlan } from './divide.ts';
import { createDraw } from './draw.ts';
import type { Figures } from './figures.ts';
import { isHousing } from './forms.ts';
import type { Ground } from './ground.ts';
import { middleOfRing } from './lots.ts';
import { frontOf } from './shops.ts';

/**
 * Turn housing into old lanes, from the old town outwards, until there are as many buildings as asked for and a few
 * more: open blocks first; estates, which then were never walled, only where that is not enough.
 */
export function raiseOldTown(
  blocks: readonly Block[],
  estates: Map<EstatePlan, Estate>,
  ground: Ground,
  division: Division,
  figures: Figures,
  seed: number,
  settleAgain: (block: Block) => void,
): void {
  const { mesh } = division;
  const draw = createDraw(seed, 'old town');
  // Ponds and paths take some pavilions, and where nothing fits is a park.
  const wanted = 1.008 * figures.buildings + 100;
  const countOn = (block: Block): number => layOutBlock(block).length;
  let count = 0;
  const groups = new Map<Block | EstatePlan, { age: number; blocks: Block[]; own: number }>();
  for (const block of blocks) {
    const own = countOn(block) + frontOf(block).reduce((sum, front) => sum + countOn(front), 0);
    count += own;
    const { grid } = block.cell;
    if (grid.purpose !== null || !isHousing(block.form)) continue;
    let group = groups.get(grid.estate ?? block);
    if (!group) {
      const [u, v] = middleOfRing(mesh.faces[block.cell.face]!.map((p) => mesh.points[p]!));
      const [x, y] = [u / ground.radius + 0.12, (v - ground.riverV) / ground.radius - 0.2];
      const age = Math.hypot(x, y) + 0.24 * draw() + (grid.estate ? 1 : 0);
      groups.set(grid.estate ?? block, (group = { age, blocks: [], own: 0 }));
    }
    group.blocks.push(block);
    group.own += own;
  }
  for (const group of [...groups.values()].sort((a, b) => a.age - b.age)) {
    if (count >= wanted) break;
    const { estate } = group.blocks[0]!.cell.grid;
    if (estate) {
      for (const grid of estate.grids) grid.estate = null;
      estates.delete(estate);
    }
    count -= group.own;
    for (const block of group.blocks) {
      block.form = 'old';
      block.within = null;
      settleAgain(block);
      count += countOn(block);
    }
  }
}
