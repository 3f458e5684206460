import type { Columns } from '#data/wire/columns.ts';

/** A step beyond this is not walked: the dot is simply there. Degrees, about 500 m. */
const JUMP_DEG = 0.005;

/**
 * How dots move from where they were drawn to their newest fix. `values` goes to the GPU as it is:
 * per unit [dx, dy, 0, start]: degrees from the newest fix back to where the dot stood, and when it
 * set off, seconds since `originMs`. At most `durationMs` later the dot stands on its fix and stays:
 * a dot never glides past its last fix.
 */
export interface Glide {
  values: Float32Array;
  /** Where each unit's newest fix was at the last step. */
  seen: Float64Array;
  ids: Uint32Array;
  count: number;
  originMs: number;
  durationMs: number;
  /** performance.now() when the last dot will have arrived. */
  until: number;
}

export function createGlide(capacity: number, originMs: number, durationMs: number): Glide {
  return {
    values: new Float32Array(4 * capacity),
    seen: new Float64Array(2 * capacity),
    ids: new Uint32Array(capacity),
    count: 0,
    originMs,
    durationMs,
    until: 0,
  };
}

/**
 * Takes the columns' newest positions at `nowMs` (performance.now()); a dot still on its way goes on
 * from where it is. Returns true where units came, went or changed their slots, or
 * their place came or went.
 */
export function stepGlide(glide: Glide, columns: Columns, nowMs: number): boolean {
  const { count, positions, ids } = columns;
  if (glide.ids.length < count) grow(glide, ids.length);
  const { values, seen } = glide;
  let moved = glide.count !== count;
  const now = (nowMs - glide.originMs) / 1000;
  const duration = glide.durationMs / 1000;
  for (let i = 0; i < count; i++) {
    const x = positions[2 * i]!;
    const y = positions[2 * i + 1]!;
    if (i >= glide.count || glide.ids[i] !== ids[i]) {
      glide.ids[i] = ids[i]!;
      moved = true;
      values.fill(0, 4 * i, 4 * i + 4);
    } else {
      const dx = seen[2 * i]! - x;
      const dy = seen[2 * i + 1]! - y;
      if (dx === 0 && dy === 0) continue;
      if (Number.isNaN(dx)) {
        if (Number.isNaN(x) && Number.isNaN(seen[2 * i]!)) continue;
        // A place that came or went: the dot is there or not, and does not glide.
        moved = true;
      }
      const left = Math.min(1, Math.max(0, 1 - (now - values[4 * i + 3]!) / duration));
      const fromX = dx + values[4 * i]! * left;
      const fromY = dy + values[4 * i + 1]! * left;
      const walks = Math.abs(fromX) < JUMP_DEG && Math.abs(fromY) < JUMP_DEG;
      values[4 * i] = walks ? fromX : 0;
      values[4 * i + 1] = walks ? fromY : 0;
      values[4 * i + 3] = now;
      if (walks) glide.until = nowMs + glide.durationMs;
    }
    seen[2 * i] = x;
    seen[2 * i + 1] = y;
  }
  glide.count = count;
  return moved;
}

function grow(glide: Glide, capacity: number): void {
  const { values, seen, ids } = glide;
  glide.values = new Float32Array(4 * capacity);
  glide.values.set(values);
  glide.seen = new Float64Array(2 * capacity);
  glide.seen.set(seen);
  glide.ids = new Uint32Array(capacity);
  glide.ids.set(ids);
}
