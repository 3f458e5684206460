import { SEARCH_TIERS } from '#data/search/thing.ts';
import type { SearchAnswer } from '#data/wire/search.ts';

/** Best first, then those of a noun beside each other: a noun stands where its best one does. */
export function arrangeAnswers(lists: readonly SearchAnswer[][], limit: number): SearchAnswer[] {
  const rank = ({ tier }: SearchAnswer): number => SEARCH_TIERS.indexOf(tier);
  const ranked = lists
    .flat()
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, limit);
  const nouns = [...new Set(ranked.map(({ noun }) => noun))];
  return nouns.flatMap((noun) => ranked.filter((answer) => answer.noun === noun));
}
