const STEPS = [1, 2, 5];
/** A held set of breaks stays while its classes are so nearly as even as the best, in shares of the most even there can be. */
const GOOD_ENOUGH = 0.12;
/** Equal steps are read more easily: they are preferred by so much. */
const EQUAL_STEPS = 0.06;

/**
 * Breaks that part values into at most `classes` classes: rising, round, and such that the classes hold like
 * numbers of values. Either equal steps of 1, 2 or 5 times a power of ten, or the row 1, 2, 5, 10, 20 … itself.
 * The first break is above the least value and the last at most the greatest, so no outer class is empty.
 * Fewer classes where the values do not tell so many apart, no break where all are alike or none is known.
 *
 * @param values null and what is no number are left out
 * @param held breaks of a moment ago: kept while they still part well, so that a picture does not change its
 *   meaning with each value
 */
export function classBreaks(
  values: Iterable<number | null>,
  classes = 6,
  held: readonly number[] = [],
): readonly number[] {
  const known = Float64Array.from([...values].filter((v): v is number => Number.isFinite(v)));
  known.sort();
  const least = known[0];
  const most = known.at(-1);
  if (least === undefined || most === undefined || least === most) return [];
  let best: readonly number[] = [];
  let bestScore = -1;
  const consider = (edges: readonly number[], bonus: number): void => {
    const score = evenness(known, edges, classes) + bonus;
    if (score > bestScore + 1e-9) [best, bestScore] = [edges, score];
  };
  for (let edges = classes - 1; edges > 0 && best.length === 0; edges--) {
    for (const row of equalSteps(known, edges)) consider(row, EQUAL_STEPS);
    for (const row of roundRow(known, edges)) consider(row, 0);
  }
  const keeps =
    held.length > 0 &&
    held.length >= Math.min(best.length, classes - 1) &&
    held[0]! > least &&
    held.at(-1)! <= most;
  return keeps && evenness(known, held, classes) + EQUAL_STEPS + GOOD_ENOUGH >= bestScore
    ? held
    : best;
}

/** The class of a value: how many breaks it has reached. A value on a break belongs to the class above it. */
export function classOf(breaks: readonly number[], value: number): number {
  let n = 0;
  while (n < breaks.length && value >= breaks[n]!) n++;
  return n;
}

/** Windows of `edges` neighbouring multiples of a round step within the values. */
function* equalSteps(known: Float64Array, edges: number): Generator<number[]> {
  const [least, most] = [known[0]!, known.at(-1)!];
  const whole = known.every(Number.isInteger);
  // Half of the values lie within this: finer steps than it asks for would part neighbours only.
  const middle = known[Math.floor(known.length * 0.75)]! - known[Math.floor(known.length * 0.25)]!;
  const coarsest = (most - least) / edges;
  const finest = Math.max(Math.min(coarsest, middle || coarsest) / 8, coarsest / 200);
  for (let power = Math.floor(Math.log10(finest)); 10 ** power <= coarsest; power++) {
    for (const times of STEPS) {
      const step = times * 10 ** power;
      if (step > coarsest * 1.0001 || step < finest || (whole && step < 1)) continue;
      const first = Math.floor(least / step) + 1;
      for (let k = first; exact(k + edges - 1, step) <= most; k++)
        yield Array.from({ length: edges }, (_, i) => exact(k + i, step));
    }
  }
}

/** Windows of `edges` neighbours of the row 1, 2, 5, 10, 20 … within the values. */
function* roundRow(known: Float64Array, edges: number): Generator<number[]> {
  const [least, most] = [known[0]!, known.at(-1)!];
  if (most <= 0) return;
  const row: number[] = [];
  const from = Math.max(least, known.every(Number.isInteger) ? 1 : most / 1e6);
  for (let power = Math.floor(Math.log10(from)); 10 ** power <= most; power++)
    for (const times of STEPS) {
      const edge = exact(times, 10 ** power);
      if (edge > least && edge <= most) row.push(edge);
    }
  for (let i = 0; i + edges <= row.length; i++) yield row.slice(i, i + edges);
}

/** times × step without the tail that a binary fraction leaves: 0.3, not 0.30000000000000004. */
function exact(times: number, step: number): number {
  return Number((times * step).toPrecision(12));
}

/** How evenly breaks part sorted values: 1 where all classes hold alike, 0 where one holds all. */
function evenness(known: Float64Array, edges: readonly number[], classes: number): number {
  let sum = 0;
  let before = 0;
  for (let i = 0; i <= edges.length; i++) {
    const upTo = i < edges.length ? countBelow(known, edges[i]!) : known.length;
    const share = (upTo - before) / known.length;
    if (share > 0) sum -= share * Math.log(share);
    before = upTo;
  }
  return sum / Math.log(classes);
}

function countBelow(known: Float64Array, edge: number): number {
  let [low, high] = [0, known.length];
  while (low < high) {
    const mid = (low + high) >> 1;
    if (known[mid]! < edge) low = mid + 1;
    else high = mid;
  }
  return low;
}
