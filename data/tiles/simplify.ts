/**
 * Fewer vertices of a line or a closed ring, [x, y] interleaved: those farther than `tolerance` from
 * the chord that replaces them stay (Douglas and Peucker 1973), and so do the ends. Works on whole
 * parts, before they are clipped, so that neighbouring tiles agree at their edge.
 */
export function simplify(line: number[], tolerance: number): number[] {
  const last = line.length - 2;
  if (last < 4 || tolerance <= 0) return line;
  const keep = new Uint8Array(line.length / 2);
  keep[0] = 1;
  keep[last / 2] = 1;
  const square = tolerance * tolerance;
  const stack: [number, number][] = [];
  if (line[0] === line[last] && line[1] === line[last + 1]) {
    // A ring has no chord: it is two lines, parted where it is farthest from its first vertex.
    let far = 2;
    let most = -1;
    for (let i = 2; i < last; i += 2) {
      const d = (line[i]! - line[0]!) ** 2 + (line[i + 1]! - line[1]!) ** 2;
      if (d > most) [most, far] = [d, i];
    }
    keep[far / 2] = 1;
    stack.push([0, far], [far, last]);
  } else stack.push([0, last]);
  for (let span = stack.pop(); span; span = stack.pop()) {
    const [a, b] = span;
    let most = square;
    let at = -1;
    for (let i = a + 2; i < b; i += 2) {
      const d = squareToSegment(line[i]!, line[i + 1]!, line[a]!, line[a + 1]!, line[b]!, line[b + 1]!); // prettier-ignore
      if (d > most) [most, at] = [d, i];
    }
    if (at < 0) continue;
    keep[at / 2] = 1;
    stack.push([a, at], [at, b]);
  }
  const out: number[] = [];
  for (let i = 0; i < keep.length; i++) if (keep[i] === 1) out.push(line[2 * i]!, line[2 * i + 1]!);
  return out;
}

function squareToSegment(
  x: number,
  y: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): number {
  // prettier-ignore
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  return (x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2;
}
