/** What can be found. The order is that in which equal answers are shown. */
export const SEARCH_NOUNS = [
  'places',
  'areas',
  'compounds',
  'buildings',
  'people',
  'units',
  'sites',
  'incidents',
] as const;
export type SearchNoun = (typeof SEARCH_NOUNS)[number];

/** What of a thing a query may be like. */
export const SEARCH_FIELDS = ['code', 'name', 'nameEn', 'address'] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];

/** What a screen selects to show a thing: those that have a card. */
export interface SearchTarget {
  noun: 'areas' | 'buildings' | 'sites' | 'units';
  id: number;
}

/** One thing that can be found, as the index holds it. */
export interface SearchThing {
  noun: Exclude<SearchNoun, 'places' | 'incidents'>;
  id: number;
  code: string | null;
  name: string | null;
  nameEn: string | null;
  address: string | null;
  /** Of its noun: a level's key, a building's use, a role, a unit's kind, a site's class. */
  kind: string;
  /** The area that it lies in or belongs to; of an area its parent. */
  areaId: number | null;
  /** [lng, lat] of where to look; null where it has no place of its own. */
  at: [number, number] | null;
  /** [west, south, east, north] of what is to be framed. */
  bounds: [number, number, number, number] | null;
  select: SearchTarget | null;
}

/** Why an answer stands where it does, best first. */
export const SEARCH_TIERS = ['code', 'name', 'prefix', 'within', 'pinyin', 'alike'] as const;
export type SearchTier = (typeof SEARCH_TIERS)[number];

/** Characters of a query, at most. */
export const SEARCH_QUERY_MAX = 100;
/** Answers to a query, at most. */
export const SEARCH_ANSWERS_MAX = 20;
