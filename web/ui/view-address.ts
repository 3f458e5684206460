import { MEASURES, type Measure } from '#data/areas/area-standing.ts';
import { COUNTED_WEEKS, type CountedWeeks } from '#data/wire/incident-counts.ts';
import { HEAT_PERIODS, type HeatPeriod } from '#data/wire/heat-packed.ts';

import { FADE_KEYS, LEAST_OPACITY, type FadeKey, type Opacities } from '../map/opacity.ts';
import { LAYER_KEYS, PART_KEYS, type LayerKey, type MapCamera, type PartKey, type Selection } from '../map/scene.ts'; // prettier-ignore
import { LANGUAGES, type Language } from '../words/words.ts';

export const THEMES = ['dark', 'light'] as const;
export type Theme = (typeof THEMES)[number];

/** What the address of a view says; what it leaves out is the screen's own choice. */
export interface ViewAddress {
  camera?: MapCamera;
  layers?: LayerKey[];
  /** Parts of layers that are not drawn. */
  without?: PartKey[];
  /** How plain layers are, per cent, where they are not. */
  opacity?: Opacities;
  /** The name of the set of layers that these are. */
  set?: string;
  selection?: Selection;
  /** A place that was looked for and is marked, [lng, lat]. */
  at?: [number, number];
  language?: Language;
  theme?: Theme;
  /** What the list shows, where it is not what it shows at first. */
  list?: string;
  /** What the list is sorted by; turned upside down with a `-` before it. */
  sort?: string;
  /** Only these severities are listed. */
  only?: readonly number[];
  /** The areas within which is listed: patrol their team, watch and plan their areas. */
  areas?: readonly number[];
  /** The period of the heat of incidents. */
  heat?: HeatPeriod;
  /** What areas are coloured by. */
  shade?: Measure;
  /** The table of areas: the level it lists, and what it is sorted by, turned upside down with a `-` before it. */
  table?: { level: number; sort?: string };
  /** The plots of incidents, over so many weeks. */
  plots?: CountedWeeks;
  /** The plan that is open. */
  plan?: string;
  /** The edition that is looked at in place of the one in force. */
  edition?: number;
  /** Wall: design px are multiplied by it. */
  k?: number;
  /** Wall: it is made of so many panels of one size, and nothing shall lie across their seams. */
  panels?: { columns: number; rows: number };
  /** Wall: show the line that must be readable from the farthest seat. */
  test?: boolean;
}

/** So many areas an address holds. */
export const AREAS_MAX = 50;

const NUMBERED = ['areas', 'buildings', 'sites', 'units'] as const;

/** Reads a query string. What cannot be read is left out, never an error: addresses are typed by hand. */
export function readAddress(search: string): ViewAddress {
  const query = new URLSearchParams(search);
  const address: ViewAddress = {};
  const c = query.get('c')?.split(',').map(Number);
  if (c?.length === 3 && c.every(Number.isFinite)) {
    const [lng, lat, zoom] = c as [number, number, number];
    if (Math.abs(lng) <= 180 && Math.abs(lat) <= 90 && zoom >= 0 && zoom <= 24)
      address.camera = { lng, lat, zoom };
  }
  const layers = query.get('layers');
  if (layers !== null) address.layers = LAYER_KEYS.filter((key) => layers.split(',').includes(key));
  const without = PART_KEYS.filter((key) => query.get('without')?.split(',').includes(key));
  if (without.length > 0) address.without = without;
  const opacity = readOpacities(query.get('fade'));
  if (opacity) address.opacity = opacity;
  const set = query.get('set')?.trim();
  if (set && set.length <= 60) address.set = set;
  const selection = readSelection(query.get('sel'));
  if (selection) address.selection = selection;
  const at = query.get('at')?.split(',').map(Number);
  if (at?.length === 2 && Math.abs(at[0]!) <= 180 && Math.abs(at[1]!) <= 90)
    address.at = at as [number, number];
  const language = LANGUAGES.find((l) => l === query.get('lang'));
  if (language) address.language = language;
  const theme = THEMES.find((t) => t === query.get('theme'));
  if (theme) address.theme = theme;
  const list = query.get('list');
  if (list && /^[a-z]{1,20}$/.test(list)) address.list = list;
  const sort = query.get('sort');
  if (sort && /^-?[a-z]{1,20}$/.test(sort)) address.sort = sort;
  const only = query.get('only');
  if (only && /^[1-4](,[1-4])*$/.test(only))
    address.only = [...new Set(only.split(',').map(Number))];
  const areas = query.get('area');
  if (areas && areas.length < 1000 && /^[1-9]\d{0,9}(,[1-9]\d{0,9})*$/.test(areas))
    address.areas = [...new Set(areas.split(',').map(Number))].slice(0, AREAS_MAX);
  const shade = MEASURES.find((measure) => measure === query.get('shade'));
  if (shade) address.shade = shade;
  const heat = HEAT_PERIODS.find((period) => period === query.get('heat'));
  if (heat) address.heat = heat;
  const table = /^([1-8])(?:,(-?[a-z]{1,20}))?$/.exec(query.get('table') ?? '');
  if (table) address.table = { level: Number(table[1]), ...(table[2] && { sort: table[2] }) };
  const plots = COUNTED_WEEKS.find((weeks) => String(weeks) === query.get('plots'));
  if (plots) address.plots = plots;
  const plan = query.get('plan')?.toLowerCase();
  if (plan && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(plan)) address.plan = plan;
  const edition = query.get('edition');
  if (edition && /^[1-9]\d{0,8}$/.test(edition)) address.edition = Number(edition);
  const k = Number(query.get('k') ?? Number.NaN);
  if (k >= 0.25 && k <= 12) address.k = k;
  const seams = /^([1-9]\d?)x([1-9]\d?)$/.exec(query.get('seams') ?? '');
  if (seams) address.panels = { columns: Number(seams[1]), rows: Number(seams[2]) };
  if (query.has('test')) address.test = true;
  return address;
}

/** `units:60,base:40`; what is no layer, or no whole number of LEAST_OPACITY to 99, is left out. */
function readOpacities(text: string | null): Opacities | undefined {
  const found: Partial<Record<FadeKey, number>> = {};
  for (const [, name, percent] of text?.matchAll(/([a-z]+):(\d{2})(?=,|$)/g) ?? []) {
    const key = FADE_KEYS.find((k) => k === name);
    if (key && Number(percent) >= LEAST_OPACITY) found[key] = Number(percent);
  }
  return Object.keys(found).length > 0 ? found : undefined;
}

/** In the order of the legend; '' where every layer is plain. */
function writeOpacities(opacity: Opacities | undefined): string {
  return FADE_KEYS.flatMap((key) => {
    const percent = opacity?.[key] ?? 100;
    return percent < 100 ? [`${key}:${percent}`] : [];
  }).join(',');
}

function readSelection(text: string | null): Selection | undefined {
  const at = text?.indexOf(':') ?? -1;
  if (!text || at < 0) return undefined;
  const noun = text.slice(0, at);
  const id = text.slice(at + 1);
  if (noun === 'incidents') return /^[0-9a-f-]{36}$/i.test(id) ? { noun, id } : undefined;
  const numbered = NUMBERED.find((n) => n === noun);
  const number = Number(id);
  return numbered && Number.isSafeInteger(number) && number > 0
    ? { noun: numbered, id: number }
    : undefined;
}

/** Writes a query string, '' when there is nothing to say. Commas and colons stay readable. */
export function writeAddress(address: ViewAddress): string {
  const pairs: string[] = [];
  const { camera, selection } = address;
  if (camera)
    pairs.push(
      `c=${Number(camera.lng.toFixed(6))},${Number(camera.lat.toFixed(6))},${Number(camera.zoom.toFixed(2))}`,
    );
  if (address.layers) pairs.push(`layers=${address.layers.join(',')}`);
  if (address.without?.length) pairs.push(`without=${address.without.join(',')}`);
  const fade = writeOpacities(address.opacity);
  if (fade) pairs.push(`fade=${fade}`);
  if (address.set) pairs.push(`set=${encodeURIComponent(address.set)}`);
  if (selection) pairs.push(`sel=${selection.noun}:${selection.id}`);
  if (address.list) pairs.push(`list=${address.list}`);
  if (address.sort) pairs.push(`sort=${address.sort}`);
  if (address.only?.length) pairs.push(`only=${address.only.join(',')}`);
  if (address.at) pairs.push(`at=${address.at.map((d) => Number(d.toFixed(6))).join(',')}`);
  if (address.areas?.length) pairs.push(`area=${address.areas.join(',')}`);
  if (address.heat) pairs.push(`heat=${address.heat}`);
  if (address.shade) pairs.push(`shade=${address.shade}`);
  if (address.table) {
    const { level, sort } = address.table;
    pairs.push(`table=${sort ? `${level},${sort}` : level}`);
  }
  if (address.plots !== undefined) pairs.push(`plots=${address.plots}`);
  if (address.plan) pairs.push(`plan=${address.plan}`);
  if (address.edition !== undefined) pairs.push(`edition=${address.edition}`);
  if (address.k !== undefined) pairs.push(`k=${address.k}`);
  if (address.panels) pairs.push(`seams=${address.panels.columns}x${address.panels.rows}`);
  if (address.test) pairs.push('test');
  if (address.language) pairs.push(`lang=${address.language}`);
  if (address.theme) pairs.push(`theme=${address.theme}`);
  return pairs.length ? `?${pairs.join('&')}` : '';
}
