import type { PackedAreas } from '#data/wire/packed.ts';

import { toMetres, type StreetNetwork } from './street-network.ts';
import type { HomeBox } from './walker.ts';

/** The box of every area in metres of the network: of a cell from its arcs, of a higher area from its cells. */
export function homeBoxes(areas: PackedAreas, network: StreetNetwork): Map<number, HomeBox> {
  const parents = new Map(areas.areas.map((area) => [area.id, area.parentId]));
  const boxes = new Map<number, [number, number, number, number]>();
  for (let arc = 0; arc + 1 < areas.starts.length; arc++) {
    for (let v = areas.starts[arc]!; v < areas.starts[arc + 1]!; v++) {
      const [x, y] = toMetres(network, [areas.positions[2 * v]!, areas.positions[2 * v + 1]!]);
      for (const cell of [areas.left[arc]!, areas.right[arc]!]) {
        for (let id: number | null | undefined = cell || null; id; id = parents.get(id)) {
          const box = boxes.get(id);
          if (!box) boxes.set(id, [x, y, x, y]);
          else {
            box[0] = Math.min(box[0], x);
            box[1] = Math.min(box[1], y);
            box[2] = Math.max(box[2], x);
            box[3] = Math.max(box[3], y);
          }
        }
      }
    }
  }
  return boxes;
}
