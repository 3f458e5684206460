const PARTS = ['①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨'];

/** The n-th part of what is called so, from 0: `02微网格①`; of more than nine `02微网格 (10)`. */
export const partName = (name: string, n: number): string => name + (PARTS[n] ?? ` (${n + 1})`);

/** Names by id; those that several have are numbered in their order, so that they can be told apart. */
export function numberNames(
  named: readonly (readonly [id: number, name: string])[],
): Map<number, string> {
  const times = new Map<string, number>();
  for (const [, name] of named) times.set(name, (times.get(name) ?? 0) + 1);
  const seen = new Map<string, number>();
  return new Map(
    named.map(([id, name]) => {
      if (name === '' || times.get(name) === 1) return [id, name];
      const n = seen.get(name) ?? 0;
      seen.set(name, n + 1);
      return [id, partName(name, n)];
    }),
  );
}
