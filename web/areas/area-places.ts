import type { AreaOnWire, PackedAreas } from '#data/wire/packed.ts';

const byLevel = new Map<number, Map<number, number>>();

/**
 * The place of an area among all of its level that this page has heard of, by which the map's
 * features are given their class. It stays as it is from edition to edition: tiles that are still
 * those of the edition before are then never coloured as other areas of the new one.
 */
export function placeOfArea({ id, level }: Pick<AreaOnWire, 'id' | 'level'>): number {
  let places = byLevel.get(level);
  if (!places) byLevel.set(level, (places = new Map()));
  let place = places.get(id);
  if (place === undefined) places.set(id, (place = places.size));
  return place;
}

/** Places of an edition's areas, in their order. */
export function placesOf({ areas }: Pick<PackedAreas, 'areas'>): Uint32Array {
  return Uint32Array.from(areas, placeOfArea);
}

/** A list by place from one in the order of `areas`; places of none of them have `rest`. */
export function byPlace(
  areas: readonly Pick<AreaOnWire, 'id' | 'level'>[],
  values: readonly number[],
  rest: number,
): number[] {
  const out: number[] = [];
  areas.forEach((area, i) => {
    const place = placeOfArea(area);
    while (out.length <= place) out.push(rest);
    out[place] = values[i]!;
  });
  return out;
}
