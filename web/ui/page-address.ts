import { readAddress, writeAddress, type ViewAddress } from './view-address.ts';

/** What an address may hold besides the view: kept as it was. */
const KEPT = ['probe'] as const;

/** Changes a part of the page's address (undefined takes it out) and leaves the rest as it is. */
export function replaceAddress(part: Partial<ViewAddress>): void {
  const { pathname, search } = window.location;
  const query = writeAddress({ ...readAddress(search), ...part });
  const old = new URLSearchParams(search);
  const kept = KEPT.filter((key) => old.has(key)).join('&');
  const next = kept ? `${query || '?'}${query ? '&' : ''}${kept}` : query;
  if (next !== search) window.history.replaceState(null, '', `${pathname}${next}`);
}
