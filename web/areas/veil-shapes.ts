import { WORLD } from '#data/tiles/project.ts';
import type { Shapes } from '#data/tiles/shapes.ts';

/** How much of the map just beyond the border is covered, of 1,000, and by how many steps the rest goes. */
const NEAR = 400;
const STEPS = 20;
/** Nothing is to be seen any more so many times as far from the middle as the border is. */
const FARTHEST = 6.2;
const CORNERS = 72;
const EDGE = WORLD - 1;

/**
 * What lies beyond the land, to be covered so that the district's own ground stands out: rings none upon another,
 * with `o`, the opacity of 1,000: more the farther away.
 */
export function veilShapes({ parts }: Shapes): Shapes {
  const outer: number[][] = [];
  for (let part = 0; part < parts.of.length; part++)
    if (!parts.isHole[part]) outer.push([...parts.positions.subarray(2 * parts.starts[part]!, 2 * parts.starts[part + 1]!)]); // prettier-ignore
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of outer)
    for (let v = 0; v < ring.length; v += 2) {
      west = Math.min(west, ring[v]!);
      east = Math.max(east, ring[v]!);
      north = Math.min(north, ring[v + 1]!);
      south = Math.max(south, ring[v + 1]!);
    }
  // An oval round the district, as wide and high as its box and a little more.
  const oval = (times: number): number[] =>
    Array.from({ length: CORNERS + 1 }, (_, i) => {
      const angle = ((i % CORNERS) / CORNERS) * 2 * Math.PI;
      const within = (at: number): number => Math.round(Math.max(0, Math.min(EDGE, at)));
      return [
        within((west + east) / 2 + times * 0.75 * (east - west) * Math.cos(angle)),
        within((north + south) / 2 + times * 0.75 * (south - north) * Math.sin(angle)),
      ];
    }).flat();
  const covers: { opacity: number; rings: number[][] }[] = [];
  if (outer.length > 0) {
    covers.push({ opacity: NEAR, rings: [oval(1), ...outer] });
    const at = (step: number): number => 1 + ((FARTHEST - 1) * step) / STEPS;
    for (let step = 0; step < STEPS; step++) {
      const share = (step + 1) / (STEPS + 1);
      const opacity = Math.round(NEAR + (1000 - NEAR) * share * (2 - share));
      covers.push({ opacity, rings: [oval(at(step + 1)), oval(at(step))] });
    }
    const world = [0, 0, EDGE, 0, EDGE, EDGE, 0, EDGE, 0, 0];
    covers.push({ opacity: 1000, rings: [world, oval(FARTHEST)] });
  }
  const rings = covers.flatMap((cover, of) => cover.rings.map((ring, i) => ({ ring, of, i })));
  const starts = new Uint32Array(rings.length + 1);
  rings.forEach(({ ring }, i) => (starts[i + 1] = starts[i]! + ring.length / 2));
  return {
    layer: 'veil',
    kind: 'polygon',
    parts: {
      positions: Int32Array.from(rings.flatMap(({ ring }) => ring)),
      starts,
      of: Uint32Array.from(rings, ({ of }) => of),
      isHole: Uint8Array.from(rings, ({ i }) => (i > 0 ? 1 : 0)),
    },
    ids: null,
    from: new Uint8Array(covers.length),
    properties: { o: { numbers: covers.map(({ opacity }) => opacity) } },
  };
}
