/** A piece of a road: its vertices, [x, y] interleaved in any flat units, and the rank of its class. */
export interface RoadPiece {
  line: number[];
  rank: number;
}

/** Where two pieces meet the way goes on if it turns less than this, in radians. */
const TURN = 1.1;

/**
 * One line for each road of one name, longest first, so that its name can be written along the whole
 * of it: pieces that meet end to end are joined where the way goes on, and what runs beside a longer
 * line of the same name within `apart` (the other carriageway) is left out. A line's rank is that of
 * most of its length.
 */
export function roadStrokes(pieces: readonly RoadPiece[], apart: number): RoadPiece[] {
  const strokes = joinPieces(pieces).sort((a, b) => lengthOf(b.line) - lengthOf(a.line));
  const kept: RoadPiece[] = [];
  for (const stroke of strokes) {
    if (kept.length === 0) kept.push(stroke);
    else
      for (const line of awayFrom(stroke.line, kept, apart)) kept.push({ line, rank: stroke.rank });
  }
  return kept;
}

function joinPieces(pieces: readonly RoadPiece[]): RoadPiece[] {
  const ends = new Map<string, number[]>();
  const at = (line: readonly number[], i: number): string => `${line[i]},${line[i + 1]}`;
  pieces.forEach(({ line }, i) => {
    for (const place of [at(line, 0), at(line, line.length - 2)]) {
      const there = ends.get(place);
      if (there) there.push(i);
      else ends.set(place, [i]);
    }
  });
  const used = new Uint8Array(pieces.length);
  const order = pieces
    .map((piece, i) => ({ i, length: lengthOf(piece.line) }))
    .sort((a, b) => b.length - a.length);
  const strokes: RoadPiece[] = [];
  for (const { i } of order) {
    if (used[i]) continue;
    used[i] = 1;
    let line = [...pieces[i]!.line];
    const weights = new Map([[pieces[i]!.rank, lengthOf(line)]]);
    // On from its last vertex, then, turned about, on from its first.
    for (let turn = 0; turn < 2; turn++) {
      for (;;) {
        const there = ends.get(at(line, line.length - 2)) ?? [];
        let best: number[] | null = null;
        let bestPiece = -1;
        let least = TURN;
        for (const j of there) {
          if (used[j]) continue;
          const on = pieces[j]!.line;
          const forward = at(on, 0) === at(line, line.length - 2) ? on : turned(on);
          const angle = turnBetween(line, forward);
          if (angle < least) [least, best, bestPiece] = [angle, forward, j];
        }
        if (!best) break;
        used[bestPiece] = 1;
        const { rank } = pieces[bestPiece]!;
        weights.set(rank, (weights.get(rank) ?? 0) + lengthOf(best));
        for (let k = 2; k < best.length; k++) line.push(best[k]!);
      }
      line = turned(line);
    }
    const rank = [...weights].sort((a, b) => b[1] - a[1])[0]![0];
    strokes.push({ line, rank });
  }
  return strokes;
}

function turned(line: readonly number[]): number[] {
  const out: number[] = [];
  for (let i = line.length - 2; i >= 0; i -= 2) out.push(line[i]!, line[i + 1]!);
  return out;
}

function lengthOf(line: readonly number[]): number {
  let sum = 0;
  for (let i = 2; i < line.length; i += 2)
    sum += Math.hypot(line[i]! - line[i - 2]!, line[i + 1]! - line[i - 1]!);
  return sum;
}

/** The angle between the last leg of `a` and the first of `b`, 0 straight on. */
function turnBetween(a: readonly number[], b: readonly number[]): number {
  const n = a.length;
  const from = Math.atan2(a[n - 1]! - a[n - 3]!, a[n - 2]! - a[n - 4]!);
  const to = Math.atan2(b[3]! - b[1]!, b[2]! - b[0]!);
  const angle = Math.abs(from - to);
  return angle > Math.PI ? 2 * Math.PI - angle : angle;
}

/** The stretches of a line that are farther than `apart` from all of `others`; short ones carry no name. */
function awayFrom(
  line: readonly number[],
  others: readonly RoadPiece[],
  apart: number,
): number[][] {
  const out: number[][] = [];
  let run: number[] = [];
  const close = (): void => {
    if (lengthOf(run) > 4 * apart) out.push(run);
    run = [];
  };
  for (let i = 0; i + 3 < line.length; i += 2) {
    const [ax, ay, bx, by] = [line[i]!, line[i + 1]!, line[i + 2]!, line[i + 3]!];
    const steps = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / apart));
    for (let k = i === 0 ? 0 : 1; k <= steps; k++) {
      const x = ax + ((bx - ax) * k) / steps;
      const y = ay + ((by - ay) * k) / steps;
      if (others.some((other) => isNear(x, y, other.line, apart))) close();
      else run.push(x, y);
    }
  }
  close();
  return out;
}

function isNear(x: number, y: number, line: readonly number[], apart: number): boolean {
  for (let i = 0; i + 3 < line.length; i += 2) {
    const [ax, ay, bx, by] = [line[i]!, line[i + 1]!, line[i + 2]!, line[i + 3]!];
    if (x < Math.min(ax, bx) - apart || x > Math.max(ax, bx) + apart) continue;
    if (y < Math.min(ay, by) - apart || y > Math.max(ay, by) + apart) continue;
    const dx = bx - ax;
    const dy = by - ay;
    const length = dx * dx + dy * dy;
    const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
    if ((x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2 < apart * apart) return true;
  }
  return false;
}
