import { cutTile, makeCuttable, type Cuttable } from '#data/tiles/cut-tile.ts';
import type { Shapes } from '#data/tiles/shapes.ts';

import type { FromWorker, ToWorker } from './tile-messages.ts';

/** One set of tiles: its layers, the deepest zoom cut, and how far beyond their edge tiles reach, in units. */
export interface TileSet {
  layers: Shapes[];
  deepest: number;
  buffer?: number;
}

/** The worker's side of `createTileSource`: what it is handed becomes sets of tiles by `prepare`, and tiles are cut as they are asked for. */
export function serveTiles<T>(prepare: (held: T) => Record<string, TileSet>): void {
  const scope = self as unknown as {
    onmessage: (event: MessageEvent<ToWorker<T>>) => void;
    postMessage: (message: FromWorker, transfer: Transferable[]) => void;
  };
  let sets = new Map<string, TileSet & { cuttable: Cuttable[] }>();
  scope.onmessage = ({ data }) => {
    if ('hold' in data) {
      sets = new Map(
        Object.entries(prepare(data.hold)).map(([name, set]) => [
          name,
          { ...set, cuttable: set.layers.map(makeCuttable) },
        ]),
      );
      return;
    }
    const set = sets.get(data.set);
    const bytes = set ? cutTile(set.cuttable, data.z, data.x, data.y, set) : new Uint8Array(0);
    scope.postMessage({ ask: data.ask, bytes: bytes.buffer }, [bytes.buffer]);
  };
}
