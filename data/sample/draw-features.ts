import type { Feature } from '#data/features/feature.ts';
import type { Ring } from '#data/geo/geometry.ts';

import type { Block, Blocks } from './blocks.ts';
import type { Walled } from './compounds.ts';
import type { EdgeLines } from './edge-lines.ts';
import { toPosition, type Ground, type Point } from './ground.ts';
import type { Form } from './layouts.ts';
import { edgeEnds, sideKey } from './mesh.ts';
import type { PlaceName } from './lexicon.ts';
import { RIVER_NAME, type PlaceNames } from './name-places.ts';
import type { Roads, Way } from './roads.ts';
import { railLine, riverRing, type Pond } from './waters.ts';

type Class = readonly ['built' | 'green', string] | null;
/** What a lot is on the base map. */
const LAND: Record<Form, Class> = {
  slabs: ['built', 'residential'],
  towers: ['built', 'residential'],
  old: ['built', 'residential'],
  shops: ['built', 'commercial'],
  offices: ['built', 'commercial'],
  pocket: ['green', 'park'],
  park: ['green', 'park'],
  lake: ['green', 'park'],
  hill: ['green', 'wood'],
  riverside: ['green', 'verge'],
  campus: ['built', 'campus'],
  school: ['built', 'campus'],
  hospital: ['built', 'public'],
  market: ['built', 'commercial'],
  mall: ['built', 'commercial'],
  works: ['built', 'industrial'],
  station: ['built', 'public'],
};
const ROAD_CLASS: Partial<Record<Way, string>> = {
  motorway: 'motorway',
  arterial: 'arterial',
  secondary: 'secondary',
  minor: 'minor',
  lane: 'lane',
  inner: 'lane',
  path: 'path',
};

/** A great bridge is called after its road. */
function bridgeName(road: PlaceName | undefined): Pick<Feature, 'name' | 'nameEn'> {
  if (!road) return { name: null, nameEn: null };
  return {
    name: `${road.zh.replace(/(大道|快速路|路|街)$/, '')}大桥`,
    nameEn: road.en.replace(/ (Avenue|Expressway|Road|Street)$/, ' Bridge'),
  };
}

/** Everything that is drawn below areas and buildings, lowest first. */
export function drawFeatures(
  { blocks }: Blocks,
  ponds: readonly Pond[],
  roads: Roads,
  compounds: readonly Walled[],
  names: PlaceNames,
  ground: Ground,
  lines: EdgeLines,
): Feature[] {
  const features: Feature[] = [];
  const add = (feature: Omit<Feature, 'id'>): void => {
    features.push({ id: features.length + 1, ...feature });
  };
  const closed = (points: readonly Point[]): Ring => {
    const ring: Ring = points.map((point) => toPosition(ground, point));
    ring.push([...ring[0]!]);
    return ring;
  };
  const named = new Set<Block['cell']['grid']>();
  for (const { form, land: ring, cell } of blocks) {
    const land = LAND[form];
    if (!land || ring.length < 3) continue;
    // One name for all blocks of a park.
    const title = land[0] === 'green' && !named.has(cell.grid) ? names.grids.get(cell.grid) : null;
    named.add(cell.grid);
    add({ kind: land[0], class: land[1], name: title?.zh ?? null, nameEn: title?.en ?? null, geometry: { type: 'Polygon', coordinates: [closed(ring)] } }); // prettier-ignore
  }
  add({ kind: 'water', class: 'river', name: RIVER_NAME.zh, nameEn: RIVER_NAME.en, geometry: { type: 'Polygon', coordinates: [riverRing(ground)] } }); // prettier-ignore
  for (const pond of ponds) {
    const title = pond.isLake ? names.grids.get(pond.grid) : null;
    add({
      kind: 'water',
      class: pond.isLake ? 'lake' : 'pond',
      name: title ? title.zh.replace('公园', '') : null,
      nameEn: title ? title.en.replace(' Park', '') : null,
      geometry: { type: 'Polygon', coordinates: [closed(pond.ring)] },
    });
  }
  for (const stroke of roads.strokes) {
    const name = names.strokes.get(stroke);
    let line: Ring = [];
    stroke.ways.forEach((way, i) => {
      const piece = lines.degrees(stroke.vertices[i]!, stroke.vertices[i + 1]!);
      if (line.length === 0) line.push(...piece);
      else line.push(...piece.slice(1));
      if (ROAD_CLASS[stroke.ways[i + 1]!] === ROAD_CLASS[way]) return;
      add({ kind: 'road', class: ROAD_CLASS[way]!, name: name?.zh ?? null, nameEn: name?.en ?? null, geometry: { type: 'LineString', coordinates: line } }); // prettier-ignore
      line = [];
    });
  }
  for (const path of roads.bridges) {
    const line = path.slice(1).flatMap((b, i) => lines.degrees(path[i]!, b).slice(i === 0 ? 0 : 1));
    const name = bridgeName(names.strokes.get(roads.strokeAt(path[0]!, path[1]!)!.stroke));
    add({ kind: 'bridge', class: ROAD_CLASS[roads.wayOf(path[0]!, path[1]!)]!, ...name, geometry: { type: 'LineString', coordinates: line } }); // prettier-ignore
  }
  if (ground.hasRail)
    add({ kind: 'rail', class: 'rail', name: '清澜铁路', nameEn: 'Qinglan Railway', geometry: { type: 'LineString', coordinates: railLine(ground) } }); // prettier-ignore
  for (const { compound, walls, gates } of compounds) {
    for (const wall of walls)
      add({ kind: 'wall', class: 'compound', name: null, nameEn: null, geometry: { type: 'LineString', coordinates: wall } }); // prettier-ignore
    for (const gate of gates)
      add({ kind: 'gate', class: 'compound', name: `${compound.name}${gate.name}`, nameEn: null, geometry: { type: 'Point', coordinates: gate.at } }); // prettier-ignore
  }
  // Where two blocks meet without a road and neither has a wall of its own, one stands on their border.
  const walled = new Set(compounds.flatMap((compound) => compound.blocks));
  const beside = new Map<number, Block[]>();
  for (const block of blocks)
    for (const [a, b] of new Map(
      block.sides.map((side) => [sideKey(side.a, side.b), [side.a, side.b] as const]),
    ).values())
      // prettier-ignore
      if (roads.wayOf(a, b) === 'wall')
        beside.set(sideKey(a, b), [...(beside.get(sideKey(a, b)) ?? []), block]);
  for (const [key, own] of beside) {
    if (own.some((block) => walled.has(block))) continue;
    const [a, b] = edgeEnds(key);
    add({ kind: 'wall', class: 'compound', name: null, nameEn: null, geometry: { type: 'LineString', coordinates: lines.degrees(a, b) } }); // prettier-ignore
  }
  return features;
}
