/** What one bench says: ours against its peers, measured in the same run. */
export interface BenchResult {
  name: string;
  unit: string;
  /** NaN: not finished, as a note says; so is a peer's value. */
  ours: number;
  peers: { name: string; value: number }[];
  /** ours ÷ the peer that the aim names. */
  ratio: number | null;
  /** In words and numbers, as the aim was set; '' where none was. */
  aim: string;
  met: boolean | null;
  /** Peers that could not be measured here, and anything a reader must know. */
  notes?: string[];
}

export interface Bench {
  name: string;
  /** One line for --help. */
  about: string;
  /** What it measures is no time: what others do on the machine disturbs nothing. */
  steady?: true;
  /**
   * @param once a look rather than a measurement; what takes minutes does less
   * @param width of the only screen it is measured at, where it is measured at several; null: at all
   */
  run: (log: (line: string) => void, once: boolean, width: number | null) => Promise<BenchResult[]>;
}

/** A figure in so many digits, whole from 100 on. */
export function figureText(value: number, digits = 3): string {
  if (Number.isNaN(value)) return 'not finished';
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(digits);
}

/** Median of a list of numbers; throws on an empty one. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('median of nothing');
  const sorted = [...values].sort((a, b) => a - b);
  const mid = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[mid]! : (sorted[mid - 1]! + sorted[mid]!) / 2;
}

/** Mean of a list of numbers; throws on an empty one. */
export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new Error('mean of nothing');
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value that a share of the list does not exceed, by nearest rank; throws on an empty one. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('percentile of nothing');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}
