import { createCellIndex, type CellIndex } from '#data/coverage/cell-at.ts';
import { fromPacked } from '#data/coverage/from-packed.ts';
import { unpackAreas } from '#data/wire/areas-packed.ts';
import { unpackBuildings } from '#data/wire/buildings-packed.ts';
import { unpackFeatures } from '#data/wire/features-packed.ts';
import type {
  PackedAreas,
  PackedBuildings,
  PackedFeatures,
  PackedSites,
} from '#data/wire/packed.ts';
import { unpackSites } from '#data/wire/sites-packed.ts';

/** What is fetched once a version as packed bytes, and what it becomes; areas with what whose a point is is looked up in. */
export interface Unpacked {
  areas: { packed: PackedAreas; index: CellIndex };
  features: PackedFeatures;
  buildings: PackedBuildings;
  sites: PackedSites;
}
export type PackedNoun = keyof Unpacked;

const UNPACK: { [N in PackedNoun]: (bytes: Uint8Array) => Unpacked[N] } = {
  areas: (bytes) => {
    const packed = unpackAreas(bytes);
    return { packed, index: createCellIndex(fromPacked(packed)) };
  },
  features: unpackFeatures,
  buildings: unpackBuildings,
  sites: unpackSites,
};

/** Packed bytes as typed arrays. Throws RangeError on bytes that are not that noun's. */
export function unpackNoun<N extends PackedNoun>(noun: N, bytes: Uint8Array): Unpacked[N] {
  return UNPACK[noun](bytes);
}
