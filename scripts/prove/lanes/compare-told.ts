/** How what was told differs from what is so, a sentence each; empty when it is the same, once and in the same order. */
export function compareTold(told: readonly number[], truth: readonly number[]): string[] {
  const failures: string[] = [];
  const heard = new Set(told);
  const lost = truth.filter((mark) => !heard.has(mark));
  if (lost.length > 0) failures.push(`${lost.length} lost, the first ${lost[0]}`);
  if (heard.size < told.length) failures.push(`${told.length - heard.size} twice`);
  const known = new Set(truth);
  const invented = told.filter((mark) => !known.has(mark));
  if (invented.length > 0) failures.push(`${invented.length} told that never came to be`);
  if (failures.length === 0 && told.some((mark, i) => mark !== truth[i])) {
    failures.push('another order');
  }
  return failures;
}
