import { createHash } from 'node:crypto';

import { unpackCaptains } from '#data/wire/captains-packed.ts';
import { unpackHeat } from '#data/wire/heat-packed.ts';
import { unpackSites } from '#data/wire/sites-packed.ts';

import type { Reported } from './world.sql.ts';

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
export const HEAT_PACK = '/api/incidents/heat?period=24h';
export const CAPTAINS_PACK = '/api/buildings/captains';
/** What there is in a pack differs by who asks. */
export const OWN_PACKS = [SITES_PACK, GROUND_PACK, HEAT_PACK, CAPTAINS_PACK] as const;
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

/** Where and when incidents were, as the heat has it: to about a metre, to a second. */
const GRAIN = 100;
const spotOf = (s: number, x: number, y: number, severity: number): string => `${s} ${Math.round(x / GRAIN)} ${Math.round(y / GRAIN)} ${severity}`; // prettier-ignore

/**
 * What is wrong with the heat of incidents that somebody is handed. It names no incident: what lies at one spot is told
 * apart by how many there are.
 *
 * @param reported all that there ever was, read after the pack came
 */
export function wrongInHeat(
  bytes: Uint8Array,
  reported: readonly Reported[],
  must: (id: string) => boolean,
  may: (id: string) => boolean,
): string[] {
  const { untilMs, total, positions, reportedS, severity } = unpackHeat(bytes);
  const packed = new Map<string, number>();
  for (const [i, s] of reportedS.entries()) {
    const spot = spotOf(s, positions[2 * i]!, positions[2 * i + 1]!, severity[i]!);
    packed.set(spot, (packed.get(spot) ?? 0) + 1);
  }
  const [most, least] = [new Map<string, number>(), new Map<string, number>()];
  for (const { id, atMs, lng, lat, severity: grave } of reported) {
    if (atMs > untilMs) continue;
    const spot = spotOf(Math.floor(atMs / 1000), Math.round(lng * 1e7), Math.round(lat * 1e7), grave); // prettier-ignore
    for (const [counts, holds] of [[most, may], [least, must]] as const) if (holds(id)) counts.set(spot, (counts.get(spot) ?? 0) + 1); // prettier-ignore
  }
  return [
    ...[...packed].filter(([spot, n]) => n > (most.get(spot) ?? 0)).map(([spot]) => `heat at ${spot} is packed and not theirs`), // prettier-ignore
    ...[...least].filter(([spot, n]) => n > (packed.get(spot) ?? 0)).map(([spot]) => `heat at ${spot} is theirs and not packed`), // prettier-ignore
    ...(total === severity.length ? [] : [`heat of ${severity.length} counts ${total}`]),
  ];
}

/** What is wrong with the captains somebody is handed, by the buildings of which one must be told, and the names that may be. */
export function wrongInCaptains(
  bytes: Uint8Array,
  must: readonly number[],
  namesOf: (buildingId: number) => readonly string[],
): string[] {
  const { buildingIds, captain, names } = unpackCaptains(bytes);
  const held = new Set(buildingIds);
  const told = new Set(captain);
  return [
    ...[...buildingIds].flatMap((id, i) => {
      const name = names[captain[i]!]!;
      return namesOf(id).includes(name) ? [] : [`${name}, who answers for building ${id}, is packed and not theirs`]; // prettier-ignore
    }),
    ...must.filter((id) => !held.has(id)).map((id) => `who answers for building ${id} is theirs and not packed`), // prettier-ignore
    ...names
      .filter((_, i) => !told.has(i))
      .map((name) => `${name}, who answers for nothing, is packed`),
  ];
}
