import type { searchZhCN } from './search-zh-cn.ts';

/** What the search box says; part of the English table. */
export const searchEn: typeof searchZhCN = {
  label: 'Search',
  hint: 'Address, person, number, place',
  results: 'Search results',
  recent: 'Recent',
  forget: 'Clear',
  searching: 'Searching…',
  none: (text) => `Nothing is like “${text}”`,
  noneNext: 'Try a name, an address, pinyin or its initials, a number, or coordinates.',
  failed: 'The search failed',
  retry: 'Try again',
  count: (n) => `${n} found`,
  chosen: (name) => `Chosen: ${name}`,
  outside: 'outside the district',
  key: 'Search',
  nouns: {
    places: 'Coordinates',
    areas: 'Areas',
    compounds: 'Compounds',
    buildings: 'Buildings and addresses',
    people: 'People',
    units: 'People on duty',
    sites: 'Sites',
    incidents: 'Incidents',
  },
  notations: {
    decimal: 'Decimal degrees',
    sexagesimal: 'Degrees, minutes, seconds',
    'gauss-kruger': 'CGCS2000, 3° zone',
    'gcj-02': 'If taken from Amap, Tencent or WeChat (GCJ-02)',
  },
};
