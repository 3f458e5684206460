/**
 * A count with its English noun: `1 area`, `1,204 areas`.
 *
 * @param n as `formatCount` writes it
 */
export const many = (n: string, one: string, more = `${one}s`): string =>
  `${n} ${n === '1' ? one : more}`;
