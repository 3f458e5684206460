import { createCellAt } from '#data/coverage/cell-at.ts';
import { dissolve } from '#data/coverage/dissolve.ts';
import { fromPacked } from '#data/coverage/from-packed.ts';
import type { MultiPolygonCoordinates } from '#data/areas/area.ts';
import { unpackAreas } from '#data/wire/areas-packed.ts';
import { unpackBuildings } from '#data/wire/buildings-packed.ts';
import { unpackFeatures } from '#data/wire/features-packed.ts';
import type { Versions } from '#data/wire/messages.ts';
import type { AreaOnWire, PackedAreas } from '#data/wire/packed.ts';
import { unpackSites } from '#data/wire/sites-packed.ts';

import { areaStore, buildingStore, featureStore, siteStore } from './stores.ts';
import type { AreaFigures, AreaState, LoadState } from './stores.ts';

/** What is fetched once a version as packed bytes. */
export const PACKED_NOUNS = ['areas', 'features', 'buildings', 'sites'] as const;
export type PackedNoun = (typeof PACKED_NOUNS)[number];

const setLoad: Record<PackedNoun, (load: LoadState) => void> = {
  areas: (load) => areaStore.setState({ load }),
  features: (load) => featureStore.setState({ load }),
  buildings: (load) => buildingStore.setState({ load }),
  sites: (load) => siteStore.setState({ load }),
};
const loadOf: Record<PackedNoun, () => LoadState> = {
  areas: () => areaStore.getState().load,
  features: () => featureStore.getState().load,
  buildings: () => buildingStore.getState().load,
  sites: () => siteStore.getState().load,
};
const held = new Map<PackedNoun, number>();
const wanted = new Map<PackedNoun, number>();
const againTimers = new Map<PackedNoun, ReturnType<typeof setTimeout>>();
const TRIES = 4;
/** A wall has nobody who tries again: after so long, and when the server is back, it does so by itself. */
const AGAIN_MS = 20_000;
/** For one answer: a way that is cut may never say so. */
const PATIENCE_MS = 60_000;
let origin = '';

/** Where to fetch from; '' = the page's own origin. */
export function loadFrom(url: string): void {
  origin = url;
}

/** Fetch every packed noun whose version differs from the one held. */
export function loadVersions(versions: Versions): void {
  for (const noun of PACKED_NOUNS) {
    if (held.get(noun) === versions[noun] || wanted.get(noun) === versions[noun]) continue;
    void load(noun, versions[noun]);
  }
}

/** Try a failed one again. */
export function retryLoad(noun: PackedNoun): void {
  void load(noun, wanted.get(noun) ?? held.get(noun) ?? 0);
}

/** Try again what has failed: the server is there. */
export function retryFailed(): void {
  for (const noun of PACKED_NOUNS) if (loadOf[noun]() === 'failed') retryLoad(noun);
}

async function load(noun: PackedNoun, version: number): Promise<void> {
  wanted.set(noun, version);
  clearTimeout(againTimers.get(noun));
  setLoad[noun]('loading');
  for (let attempt = 0; attempt < TRIES; attempt++) {
    if (wanted.get(noun) !== version) return;
    try {
      const bytes = await fetchBytes(`${origin}/api/${noun}/packed?v=${version}`);
      if (wanted.get(noun) !== version) return;
      await take(noun, bytes);
      held.set(noun, version);
      wanted.delete(noun);
      return;
    } catch {
      // The reason is in the browser's own network log; what matters here is to try again, then to say so.
      await new Promise((resolve) =>
        setTimeout(resolve, 400 * 2 ** attempt * (0.5 + Math.random() / 2)),
      );
    }
  }
  if (wanted.get(noun) !== version) return;
  setLoad[noun]('failed');
  const waitMs = AGAIN_MS * (0.5 + Math.random() / 2);
  againTimers.set(
    noun,
    setTimeout(() => void load(noun, version), waitMs),
  );
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!response.ok) throw new Error(`${response.status} of ${url}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function take(noun: PackedNoun, bytes: Uint8Array): Promise<void> {
  switch (noun) {
    case 'areas': {
      areaStore.setState({ ...areasOf(unpackAreas(bytes)), load: 'ready' });
      const response = await fetch(`${origin}/api/areas/figures`);
      if (!response.ok) throw new Error(`${response.status} of the areas' figures`);
      const figures = (await response.json()) as Record<string, AreaFigures>;
      areaStore.setState({
        figures: new Map(Object.entries(figures).map(([id, f]) => [Number(id), f])),
      });
      return;
    }
    case 'features':
      featureStore.setState({ packed: unpackFeatures(bytes), load: 'ready' });
      return;
    case 'buildings':
      buildingStore.setState({ packed: unpackBuildings(bytes), load: 'ready' });
      return;
    case 'sites':
      siteStore.setState({ packed: unpackSites(bytes), load: 'ready' });
      return;
  }
}

/** What the areas' store answers from one edition: names, children, chains, borders and whose a point is. */
export function areasOf(
  packed: PackedAreas,
): Pick<AreaState, 'packed' | 'byId' | 'cellAt' | 'childrenOf' | 'chainOf' | 'polygonsOf'> {
  const byId = new Map(packed.areas.map((a) => [a.id, a]));
  const children = new Map<number | null, AreaOnWire[]>();
  for (const area of packed.areas) {
    const list = children.get(area.parentId);
    if (list) list.push(area);
    else children.set(area.parentId, [area]);
  }
  for (const list of children.values()) list.sort((a, b) => (a.code < b.code ? -1 : 1));
  const chainOf = (areaId: number): AreaOnWire[] => {
    const chain: AreaOnWire[] = [];
    for (let a = byId.get(areaId); a; a = a.parentId === null ? undefined : byId.get(a.parentId)) {
      chain.unshift(a);
    }
    return chain;
  };
  // The raster behind cellAt and the borders are made when first asked for.
  let coverage: ReturnType<typeof fromPacked> | undefined;
  let cellAt: AreaState['cellAt'] | undefined;
  const byLevel = new Map<number, Map<number, MultiPolygonCoordinates>>();
  return {
    packed,
    byId,
    chainOf,
    childrenOf: (areaId) => children.get(areaId) ?? [],
    cellAt: (lng, lat) => {
      cellAt ??= createCellAt((coverage ??= fromPacked(packed)));
      return cellAt(lng, lat);
    },
    polygonsOf: (areaId) => {
      const level = byId.get(areaId)?.level;
      if (level === undefined) return null;
      let shapes = byLevel.get(level);
      if (!shapes) {
        const labels = new Map<number, number>();
        const labelOf = (cell: number): number => {
          let label = labels.get(cell);
          if (label === undefined) {
            label = chainOf(cell).find((a) => a.level === level)?.id ?? 0;
            labels.set(cell, label);
          }
          return label;
        };
        shapes = dissolve((coverage ??= fromPacked(packed)), labelOf);
        byLevel.set(level, shapes);
      }
      return shapes.get(areaId) ?? null;
    },
  };
}
