/** An area as codes see it: its level's rank and its code; '' where it has none yet. */
export interface Coded {
  level: number;
  code: string;
}

export type CodeRefusal =
  /** Everything that can follow the parent's code is taken. */
  | 'codes-used-up'
  /** Codes of this level are another office's to give. */
  | 'code-from-outside';

/** How a district's areas are numbered. A district is of one scheme. */
export interface CodeScheme {
  readonly name: string;
  /** Whether an area of a level may bear a code below a parent; null for the district, which has none. */
  isCode: (level: number, code: string, parent: Coded | null) => boolean;
  /**
   * Codes for areas right below a parent that has one, in their order, none of them taken. The same input is the same
   * codes.
   */
  allot: (
    parent: Coded | null,
    children: readonly Pick<Coded, 'level'>[],
    taken: ReadonlySet<string>,
  ) => string[] | { refused: CodeRefusal };
}
