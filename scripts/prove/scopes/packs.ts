import { createHash } from 'node:crypto';

import { unpackSites } from '#data/wire/sites-packed.ts';

/** An answer as it came. */
export interface Came {
  status: number;
  type: string;
  bytes: Uint8Array;
}

/** The packs that are the same bytes for every signed-in session, beside those of each edition. */
export const PUBLIC_PACKS = ['/api/areas/packed', '/api/features/packed', '/api/buildings/packed'] as const; // prettier-ignore
export const SITES_PACK = '/api/sites/packed';
export const GROUND_PACK = '/api/plans/ground';
/** A refusal is a sentence: more than so many bytes are something else. */
const REFUSAL_MAX = 1_000;

/** Remembers the bytes of each layer at each edition; answers what is wrong with one that differs, '' where none does. */
export function createSameBytes(): (layer: string, name: string, bytes: Uint8Array) => string {
  const known = new Map<string, { hash: string; name: string; length: number }>();
  return (layer, name, bytes) => {
    const hash = createHash('sha256').update(bytes).digest('hex');
    const first = known.get(layer);
    if (!first) known.set(layer, { hash, name, length: bytes.length });
    if (!first || first.hash === hash) return '';
    return `${layer} is ${bytes.length} bytes for ${name}, and ${first.length} others for ${first.name}`; // prettier-ignore
  };
}

/** What is wrong with what somebody is answered who is not signed in; '' where it is a refusal that says nothing. */
export function wrongInRefusal({ status, type, bytes }: Came): string {
  if (status !== 401) return `status ${status}`;
  if (!/^application\/(problem\+)?json/.test(type)) return `a body of ${type}`;
  return bytes.length > REFUSAL_MAX ? `a body of ${bytes.length} bytes` : '';
}

/** What is wrong with the sites somebody is handed, by what must and what may be among them (ids). */
export function wrongInSites(
  bytes: Uint8Array,
  must: readonly number[],
  may: (id: number) => boolean,
): string[] {
  const { ids } = unpackSites(bytes);
  const held = new Set(ids);
  return [
    ...[...held].filter((id) => !may(id)).map((id) => `site ${id} is packed and not theirs`),
    ...must.filter((id) => !held.has(id)).map((id) => `site ${id} is theirs and not packed`),
    ...(held.size < ids.length ? ['a site is packed twice'] : []),
  ];
}
