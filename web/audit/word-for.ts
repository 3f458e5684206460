/** The word of a key; of one that this page does not know yet, the key. */
export const wordFor = (table: Readonly<Record<string, string>>, key: string): string =>
  Object.hasOwn(table, key) ? table[key]! : key;
