import type { MultiPolygonCoordinates } from '#data/areas/area.ts';
import { cellAtIn, createCellIndex, type CellIndex } from '#data/coverage/cell-at.ts';
import { dissolve } from '#data/coverage/dissolve.ts';
import { fromPacked } from '#data/coverage/from-packed.ts';
import type { Versions } from '#data/wire/messages.ts';
import type { AreaOnWire, PackedAreas } from '#data/wire/packed.ts';

import { chainsIn } from './chains-in.ts';
import { areaStore, buildingStore, featureStore, siteStore } from './stores.ts';
import type { AreaFigures, AreaState, LoadState } from './stores.ts';
import { unpack } from './unpack.ts';
import type { PackedNoun } from './unpack-noun.ts';

const PACKED_NOUNS: readonly PackedNoun[] = ['areas', 'features', 'buildings', 'sites'];

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
/**
 * Buildings are most of what a whole district is, and far out nothing of them is drawn: they are fetched once somebody
 * wants them. Until then, the version that the server told last.
 */
const buildings: { wanted: boolean; offered: number | null } = { wanted: false, offered: null };
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

/** Fetch every packed noun whose version differs from the one held; buildings only when they are wanted. */
export function loadVersions(versions: Versions): void {
  for (const noun of PACKED_NOUNS) {
    if (noun === 'buildings' && !buildings.wanted) {
      buildings.offered = versions.buildings;
      continue;
    }
    if (held.get(noun) === versions[noun] || wanted.get(noun) === versions[noun]) continue;
    void load(noun, versions[noun]);
  }
}

/** Buildings are to be shown or counted: from now on they are fetched as all else is. */
export function wantBuildings(): void {
  if (buildings.wanted) return;
  buildings.wanted = true;
  if (buildings.offered !== null) void load('buildings', buildings.offered);
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
      const set = await take(noun, bytes);
      if (wanted.get(noun) !== version) return;
      await set();
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

async function fetchBytes(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!response.ok) throw new Error(`${response.status} of ${url}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Unpacks what has come; it is shown by the verb that is returned, for a newer version may be wanted by then. */
async function take(
  noun: PackedNoun,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<() => void | Promise<void>> {
  switch (noun) {
    case 'areas': {
      const { packed, index } = await unpack(noun, bytes);
      return async () => {
        areaStore.setState({ ...areasOf(packed, index), load: 'ready' });
        const response = await fetch(`${origin}/api/areas/figures`);
        if (!response.ok) throw new Error(`${response.status} of the areas' figures`);
        const figures = (await response.json()) as Record<string, AreaFigures>;
        areaStore.setState({
          figures: new Map(Object.entries(figures).map(([id, f]) => [Number(id), f])),
        });
      };
    }
    case 'features': {
      const packed = await unpack(noun, bytes);
      return () => featureStore.setState({ packed, load: 'ready' });
    }
    case 'buildings': {
      const packed = await unpack(noun, bytes);
      return () => buildingStore.setState({ packed, load: 'ready' });
    }
    case 'sites': {
      const packed = await unpack(noun, bytes);
      return () => siteStore.setState({ packed, load: 'ready' });
    }
  }
}

/**
 * What the areas' store answers from one edition: names, children, chains, borders and whose a point
 * is. Without the `index` for that it is made when first asked for.
 */
export function areasOf(
  packed: PackedAreas,
  index?: CellIndex,
): Pick<AreaState, 'packed' | 'byId' | 'cellAt' | 'childrenOf' | 'chainOf' | 'polygonsOf'> {
  const byId = new Map(packed.areas.map((a) => [a.id, a]));
  const children = new Map<number | null, AreaOnWire[]>();
  for (const area of packed.areas) {
    const list = children.get(area.parentId);
    if (list) list.push(area);
    else children.set(area.parentId, [area]);
  }
  for (const list of children.values()) list.sort((a, b) => (a.code < b.code ? -1 : 1));
  const chainOf = chainsIn(byId);
  let coverage: ReturnType<typeof fromPacked> | undefined;
  let cellAt: AreaState['cellAt'] | undefined = index && cellAtIn(index);
  const borders = new Map<number, MultiPolygonCoordinates | null>();
  return {
    packed,
    byId,
    chainOf,
    childrenOf: (areaId) => children.get(areaId) ?? [],
    cellAt: (lng, lat) => {
      cellAt ??= cellAtIn(createCellIndex((coverage ??= fromPacked(packed))));
      return cellAt(lng, lat);
    },
    polygonsOf: (areaId) => {
      if (!byId.has(areaId)) return null;
      let border = borders.get(areaId);
      if (border === undefined) {
        // One area at a time: all of a level at once would hold up the page.
        const isWithin = (cell: number): boolean => chainOf(cell).some((a) => a.id === areaId);
        coverage ??= fromPacked(packed);
        border = dissolve(coverage, (cell) => (isWithin(cell) ? areaId : 0)).get(areaId) ?? null;
        borders.set(areaId, border);
      }
      return border;
    },
  };
}
