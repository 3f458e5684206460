import type { Measure } from './measure.ts';
import { flatten, lengthM } from './plane.ts';
import type { Survey } from './survey.ts';

/** How many metres of road cannot be come to from the others: roads meet where they share a vertex. */
export function measureRoadsConnected({ sample }: Survey): Measure {
  const parent = new Map<string, string>();
  const rootOf = (x: string): string => {
    let root = x;
    while (parent.get(root)! !== root) root = parent.get(root)!;
    for (let at = x; at !== root;) {
      const next = parent.get(at)!;
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  const roads = sample.features.flatMap((f) =>
    f.kind === 'road' && f.geometry.type === 'LineString' ? [f.geometry.coordinates] : [],
  );
  for (const line of roads)
    for (let i = 0; i < line.length; i++) {
      const key = line[i]!.join();
      if (!parent.has(key)) parent.set(key, key);
      if (i > 0) parent.set(rootOf(line[i - 1]!.join()), rootOf(key));
    }
  const metres = new Map<string, number>();
  for (const line of roads) {
    const root = rootOf(line[0]!.join());
    const spots = flatten(line);
    const m = spots.slice(1).reduce((sum, b, i) => sum + lengthM({ a: spots[i]!, b }), 0);
    metres.set(root, (metres.get(root) ?? 0) + m);
  }
  const all = [...metres.values()].reduce((a, b) => a + b, 0);
  const off = all - Math.max(...metres.values());
  return {
    name: 'road that does not hang together with the others',
    asked: 'none',
    got: `${Math.round(off)} m of ${Math.round(all / 1000)} km`,
    met: metres.size === 1,
  };
}
