import { LAYER_KEYS, type LayerKey, type MapCamera, type Selection } from '../map/scene.ts';
import { LANGUAGES, type Language } from '../words/words.ts';

export const THEMES = ['dark', 'light'] as const;
export type Theme = (typeof THEMES)[number];

/** What the address of a view says; what it leaves out is the screen's own choice. */
export interface ViewAddress {
  camera?: MapCamera;
  layers?: LayerKey[];
  selection?: Selection;
  /** A place that was looked for and is marked, [lng, lat]. */
  at?: [number, number];
  language?: Language;
  theme?: Theme;
  /** Patrol: the area whose team is shown. */
  area?: number;
  /** Wall: design px are multiplied by it. */
  k?: number;
  /** Wall: show the line that must be readable from the farthest seat. */
  test?: boolean;
}

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
  const selection = readSelection(query.get('sel'));
  if (selection) address.selection = selection;
  const at = query.get('at')?.split(',').map(Number);
  if (at?.length === 2 && Math.abs(at[0]!) <= 180 && Math.abs(at[1]!) <= 90)
    address.at = at as [number, number];
  const language = LANGUAGES.find((l) => l === query.get('lang'));
  if (language) address.language = language;
  const theme = THEMES.find((t) => t === query.get('theme'));
  if (theme) address.theme = theme;
  const area = Number(query.get('area') ?? Number.NaN);
  if (Number.isSafeInteger(area) && area > 0) address.area = area;
  const k = Number(query.get('k') ?? Number.NaN);
  if (k >= 0.25 && k <= 12) address.k = k;
  if (query.has('test')) address.test = true;
  return address;
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
  if (selection) pairs.push(`sel=${selection.noun}:${selection.id}`);
  if (address.at) pairs.push(`at=${address.at.map((d) => Number(d.toFixed(6))).join(',')}`);
  if (address.area !== undefined) pairs.push(`area=${address.area}`);
  if (address.k !== undefined) pairs.push(`k=${address.k}`);
  if (address.test) pairs.push('test');
  if (address.language) pairs.push(`lang=${address.language}`);
  if (address.theme) pairs.push(`theme=${address.theme}`);
  return pairs.length ? `?${pairs.join('&')}` : '';
}
