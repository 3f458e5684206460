/**
 * Marks the vertices of a line or a closed ring that may not be left out: those farther than
 * `tolerance` from the chord that would replace them (Douglas and Peucker 1973), and the ends. Works
 * on whole parts, before they are clipped, so that neighbouring tiles agree at their edge.
 *
 * @param line [x, y] interleaved; vertices `first` … `end` − 1 are looked at
 * @param keep set to 1 or 0, from keep[0] for the first
 * @returns the square of the tolerance up to which all stay, 0 where one did not: simpler lines need not be looked at again
 */
export function simplify(
  line: ArrayLike<number>,
  first: number,
  end: number,
  tolerance: number,
  keep: Uint8Array,
): number {
  const last = end - 1;
  keep.fill(0, 0, end - first);
  keep[0] = 1;
  keep[last - first] = 1;
  if (last - first < 2) return Infinity;
  let left = end - first - 2;
  let least = Infinity;
  let depth = 0;
  const push = (a: number, b: number): void => {
    if (b - a < 2) return;
    if (depth + 2 > stack.length) stack = grown(stack);
    stack[depth++] = a;
    stack[depth++] = b;
  };
  if (line[2 * first] === line[2 * last] && line[2 * first + 1] === line[2 * last + 1]) {
    // A ring has no chord: it is two lines, parted where it is farthest from its first vertex.
    let far = first + 1;
    let most = -1;
    for (let i = first + 1; i < last; i++) {
      const dx = line[2 * i]! - line[2 * first]!;
      const dy = line[2 * i + 1]! - line[2 * first + 1]!;
      const d = dx * dx + dy * dy;
      if (d > most) {
        most = d;
        far = i;
      }
    }
    keep[far - first] = 1;
    left--;
    push(first, far);
    push(far, last);
  } else push(first, last);
  const square = tolerance * tolerance;
  while (depth > 0) {
    const b = stack[--depth]!;
    const a = stack[--depth]!;
    const ax = line[2 * a]!;
    const ay = line[2 * a + 1]!;
    const dx = line[2 * b]! - ax;
    const dy = line[2 * b + 1]! - ay;
    const length = dx * dx + dy * dy;
    let most = square;
    let at = -1;
    for (let i = a + 1; i < b; i++) {
      const x = line[2 * i]! - ax;
      const y = line[2 * i + 1]! - ay;
      let t = length === 0 ? 0 : (x * dx + y * dy) / length;
      if (t < 0) t = 0;
      else if (t > 1) t = 1;
      const ex = x - t * dx;
      const ey = y - t * dy;
      const d = ex * ex + ey * ey;
      if (d > most) {
        most = d;
        at = i;
      }
    }
    if (at < 0) continue;
    keep[at - first] = 1;
    left--;
    if (most < least) least = most;
    push(a, at);
    push(at, b);
  }
  return left > 0 ? 0 : least;
}

/** Spans still to be looked at: one array for all calls, for there are hundreds of thousands of them. */
let stack = new Uint32Array(256);

function grown(old: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const out = new Uint32Array(2 * old.length);
  out.set(old);
  return out;
}
