import { orientation } from './orientation.ts';

type Point = readonly [x: number, y: number];

/** The corners of the smallest convex shape about points, counter-clockwise (Andrew 1979). */
export function convexHull(points: readonly Point[]): [x: number, y: number][] {
  const sorted = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (along: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const p of along) {
      while (chain.length > 1 && orientation(...chain.at(-2)!, ...chain.at(-1)!, ...p) <= 0) chain.pop(); // prettier-ignore
      chain.push(p);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.toReversed())].map(([x, y]) => [x, y]);
}
