import { cutTile, type CutOptions } from '#data/tiles/cut-tile.ts';
import { makeCuttable, type Cuttable } from '#data/tiles/cuttable.ts';
import type { Shapes } from '#data/tiles/shapes.ts';

import type { FromWorker, ToWorker } from './tile-messages.ts';

/** One set of tiles: its layers, and how they are cut. */
export interface TileSet extends CutOptions {
  layers: Shapes[];
}

/**
 * The worker's side of `createTileSource`: of what it is handed a set of tiles is prepared when the
 * first of them is asked for, by name (null: there is no such set), and tiles are cut one by one.
 */
export function serveTiles<T>(prepare: (held: T) => (set: string) => TileSet | null): void {
  const scope = self as unknown as {
    onmessage: (event: MessageEvent<ToWorker<T>>) => void;
    postMessage: (message: FromWorker, transfer: Transferable[]) => void;
  };
  let setOf: (name: string) => TileSet | null = () => null;
  const prepared = new Map<string, (CutOptions & { cuttable: Cuttable[] }) | null>();
  const setNamed = (name: string) => {
    let set = prepared.get(name);
    if (set === undefined) {
      const made = setOf(name);
      set = made && { ...made, cuttable: made.layers.map(makeCuttable) };
      prepared.set(name, set);
    }
    return set;
  };
  scope.onmessage = ({ data }) => {
    if ('hold' in data) {
      setOf = prepare(data.hold);
      prepared.clear();
      return;
    }
    const set = setNamed(data.set);
    const bytes = set ? cutTile(set.cuttable, data.z, data.x, data.y, set) : new Uint8Array(0);
    scope.postMessage({ ask: data.ask, bytes: bytes.buffer }, [bytes.buffer]);
  };
}
