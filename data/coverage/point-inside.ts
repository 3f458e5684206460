/**
 * A point inside a face that its loops enclose (x, y interleaved): the middle of the widest stretch
 * along a line half way between two heights at which it has vertices (as JTS InteriorPointArea).
 */
export function pointInside(loops: readonly number[][]): [number, number] {
  const heights = new Set<number>();
  for (const loop of loops) for (let i = 1; i < loop.length; i += 2) heights.add(loop[i]!);
  const sorted = [...heights].sort((a, b) => a - b);
  const step = Math.max(1, Math.floor(sorted.length / 16));
  let best: [number, number] = [loops[0]?.[0] ?? 0, loops[0]?.[1] ?? 0];
  let widest = -1;
  for (let k = 0; k + 1 < sorted.length; k += step) {
    const y = (sorted[k]! + sorted[k + 1]!) / 2;
    const crossings: number[] = [];
    for (const loop of loops)
      for (let i = 0, j = loop.length - 2; i < loop.length; j = i, i += 2) {
        const ay = loop[j + 1]!;
        const by = loop[i + 1]!;
        if (ay > y !== by > y)
          crossings.push(loop[j]! + ((y - ay) * (loop[i]! - loop[j]!)) / (by - ay));
      }
    crossings.sort((a, b) => a - b);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const size = Math.min(crossings[i + 1]! - crossings[i]!, sorted[k + 1]! - sorted[k]!);
      if (size > widest) {
        widest = size;
        best = [(crossings[i]! + crossings[i + 1]!) / 2, y];
      }
    }
  }
  return best;
}
