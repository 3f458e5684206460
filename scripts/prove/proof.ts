/** One proof at a given size: what it tried and what failed. */
export interface ProofResult {
  count: number;
  seed: number;
  /** One sentence a failure; empty when it holds. */
  failures: string[];
  notes?: string[];
  /** Why nothing was tried: what it needs of others was not there. */
  notRun?: string;
}

export interface Proof {
  name: string;
  about: string;
  /** The size that `npm run prove` uses. */
  fullCount: number;
  run: (options: {
    count: number;
    seed: number;
    log: (line: string) => void;
  }) => Promise<ProofResult>;
}
