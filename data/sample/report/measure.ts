/** One line of a sample's report: what is asked of it, what it has, and whether that will do. */
export interface Measure {
  name: string;
  asked: string;
  got: string;
  met: boolean;
}

/** A share as it is printed. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
