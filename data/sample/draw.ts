/** Draws numbers in [0, 1). */
export type Draw = () => number;

/**
 * A stream of random numbers of its own for each stage of a sample, so that one stage can change without moving the
 * others: sfc32 (Chris Doty-Humphrey, PractRand, public domain), seeded by a 32-bit FNV-1a hash of the stage's name.
 */
export function createDraw(seed: number, stage: string): Draw {
  let hash = 0x811c9dc5;
  for (let i = 0; i < stage.length; i++)
    hash = Math.imul(hash ^ stage.charCodeAt(i), 0x01000193) >>> 0;
  let [a, b, c, counter] = [seed | 0, hash | 0, 0x9e3779b9 | 0, 1];
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4_294_967_296;
  };
  // The first few still show the seed.
  for (let i = 0; i < 15; i++) next();
  return next;
}

/** A number in [from, to). */
export function between(draw: Draw, from: number, to: number): number {
  return from + (to - from) * draw();
}

/** One of a list that is not empty. */
export function pick<T>(draw: Draw, list: readonly T[]): T {
  return list[Math.floor(draw() * list.length)]!;
}

/** Draws indexes of a list, each as often as its weight says. Weights are ≥ 0 and not all 0. */
export function createPicker(draw: Draw, weights: readonly number[]): () => number {
  const sums = new Float64Array(weights.length);
  let sum = 0;
  weights.forEach((w, i) => (sums[i] = sum += w));
  return () => {
    const at = draw() * sum;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! > at) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** The same list in another order (Fisher–Yates). */
export function shuffled<T>(draw: Draw, list: readonly T[]): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1));
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}

/** A normal deviate: the sum of twelve draws less six. */
export function bell(draw: Draw): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += draw();
  return sum;
}
