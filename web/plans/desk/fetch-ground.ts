import type { PlanGround } from '#data/plans/plan-ground.ts';
import { unpackBuildings } from '#data/wire/buildings-packed.ts';
import { unpackFeatures } from '#data/wire/features-packed.ts';
import { groundOfHeld } from '#data/wire/held-ground.ts';
import type { Versions } from '#data/wire/messages.ts';
import { unpackPlanGround } from '#data/wire/plan-ground-packed.ts';
import { unpackSites } from '#data/wire/sites-packed.ts';

import type { Answer } from '../../live/ask-server.ts';

import type { HostMeans } from './desk-host.ts';

const TRIES = 4;

/** What figures are counted from, with the names of the features that have one. */
export async function fetchGround(
  { bytes, pause }: Pick<HostMeans, 'bytes' | 'pause'>,
  versions: Versions,
): Promise<Answer<{ ground: PlanGround; names: ReadonlyMap<number, string> }>> {
  const fetched = async (path: string): Promise<Answer<Uint8Array>> => {
    for (let tries = 1; ; tries++) {
      const answer = await bytes(path);
      if (answer.ok || tries === TRIES) return answer;
      await pause(400 * 2 ** tries);
    }
  };
  const [buildings, sites, features, told] = await Promise.all([
    fetched(`/api/buildings/packed?v=${versions.buildings}`),
    fetched(`/api/sites/packed?v=${versions.sites}`),
    fetched(`/api/features/packed?v=${versions.features}`),
    fetched('/api/plans/ground'),
  ]);
  if (!buildings.ok) return buildings;
  if (!sites.ok) return sites;
  if (!features.ok) return features;
  if (!told.ok) return told;
  const lines = unpackFeatures(features.value);
  const names = new Map<number, string>();
  lines.names.forEach((name, i) => name && names.set(lines.ids[i]!, name));
  const ground = groundOfHeld(unpackBuildings(buildings.value), unpackSites(sites.value), lines, unpackPlanGround(told.value)); // prettier-ignore
  return { ok: true, value: { ground, names } };
}
