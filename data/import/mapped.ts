import type { RowRefusal } from './report.ts';

/** What becomes of a row: a value to store with how far it was moved (degrees), or why not. 'left-out' is the manifest's own wish. */
export type Mapped<T> = { row: T; moveDeg: number } | { refused: RowRefusal } | 'left-out';

/** A row that is refused. */
export const no = (refused: RowRefusal) => ({ refused });

/** Texts have at most so many characters: they are indexed, sent to screens and drawn. */
const MOST = { key: 200, code: 64, name: 200, nameEn: 200, address: 500, title: 200, description: 4000 }; // prettier-ignore

/** Whether any of a row's texts is longer than its kind may be. */
export function isTooLong(texts: { [K in keyof typeof MOST]?: string | null }): boolean {
  return Object.entries(texts).some(
    ([kind, text]) => text != null && text.length > MOST[kind as keyof typeof MOST],
  );
}
