import type { ManagedPost } from '#data/people/managing.ts';

import type { Words } from '../words/words.ts';

/** What a post is held for, by name: its building, else its area, else its organisation, else the whole district. */
export function placeOfPost(
  words: Words,
  { building, area, organisation }: Pick<ManagedPost, 'building' | 'area' | 'organisation'>,
): string {
  return building ?? area ?? organisation ?? words.managing.district;
}
