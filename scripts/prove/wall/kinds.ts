import type { CDPSession } from 'playwright-core';

/** MB of a page's heap by whose it is. */
export interface Kinds {
  /** Values that the page made: objects, arrays, texts, numbers, functions. */
  own: number;
  /** Compiled code and what the engine notes to compile it better. */
  code: number;
  /** Of the browser: nodes, its own lists. */
  rest: number;
}

const OWN = new Set(['object', 'array', 'closure', 'number', 'regexp', 'symbol', 'bigint', 'string', 'concatenated string', 'sliced string']); // prettier-ignore

interface Snapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
  nodes: number[];
}

/** Takes the heap apart: of what is left after a collection, who has how much. Takes a second, and as long for the page. */
export async function measureKinds(machine: CDPSession): Promise<Kinds> {
  let text = '';
  const hear = ({ chunk }: { chunk: string }): void => {
    text += chunk;
  };
  machine.on('HeapProfiler.addHeapSnapshotChunk', hear);
  await machine.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  machine.off('HeapProfiler.addHeapSnapshotChunk', hear);
  const { snapshot, nodes } = JSON.parse(text) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
  const kinds: Kinds = { own: 0, code: 0, rest: 0 };
  for (let at = 0; at < nodes.length; at += fields.length) {
    const name = types[0][nodes[at + type]!]!;
    kinds[OWN.has(name) ? 'own' : name === 'code' ? 'code' : 'rest'] += nodes[at + size]! / 2 ** 20;
  }
  return kinds;
}
