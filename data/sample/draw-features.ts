import type { Ring } from '#data/geo/geometry.ts';
import { labelPoint } from '#data/geo/label-point.ts';
import { pointInRing } from '#data/geo/ring.ts';

import type { Block, Blocks } from './blocks.ts';
import type { Walled } from './compounds.ts';
import { createSpans } from './bridges.ts';
import type { CityWall } from './city-wall.ts';
import type { EdgeLines } from './edge-lines.ts';
import type { FeaturePen } from './feature-pen.ts';
import { groupBy } from './group-by.ts';
import { toMetres, toPosition, type Ground, type Point } from './ground.ts';
import { isOpen, type OpenLand } from './land.ts';
import type { Form } from './layouts.ts';
import { edgeEnds, sideKey } from './mesh.ts';
import type { PlaceName } from './lexicon.ts';
import { tellCompound } from './name-compounds.ts';
import { RIVER_NAME, type PlaceNames } from './name-places.ts';
import { offsetLine } from './offset.ts';
import type { ParkPath } from './parks.ts';
import type { Railway } from './railway.ts';
import { raisedPieces } from './ramps.ts';
import { lengthOf, type Roads, type Way } from './roads.ts';
import type { Water } from './waters.ts';

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
  frontage: ['built', 'commercial'],
};
const PLACES = { pitch: ['green', 'pitch'], square: ['built', 'square'], lawn: ['green', 'grass'] } as const; // prettier-ignore
const ROAD_CLASS: Partial<Record<Way, string>> = {
  motorway: 'motorway',
  arterial: 'arterial',
  secondary: 'secondary',
  minor: 'minor',
  lane: 'lane',
  inner: 'lane',
  path: 'path',
};

/** The station's square; a mall's has the mall's name. */
function squareName(of: PlaceName | undefined): PlaceName | null {
  return of?.zh.endsWith('站') ? { zh: `${of.zh}前广场`, en: `${of.en} Square` } : null;
}

/** What a road gets over where it crosses the railway: the main tracks' bed. */
export function trackBeds(railway: Railway | null): Point[][] {
  if (!railway) return [];
  const [south, north] = railway.tracks;
  return [[...offsetLine(south!, -4), ...offsetLine(north!, 4).toReversed()]];
}

/** All that a map shows below areas and buildings. */
interface City {
  blocks: Blocks;
  open: readonly OpenLand[];
  verges: Point[][];
  /** Of the creeks, in the order of the waters. */
  banks: Point[][];
  waters: readonly Water[];
  paths: readonly ParkPath[];
  railway: Railway | null;
  cityWall: CityWall | null;
  roads: Roads;
  compounds: readonly Walled[];
}

/** Everything in the district that is drawn below areas and buildings, lowest first. */
export function drawFeatures(
  {
    blocks: { blocks, alleys, ramps },
    open,
    verges,
    banks,
    waters,
    paths,
    railway,
    cityWall,
    roads,
    compounds,
  }: City,
  names: PlaceNames,
  ground: Ground,
  lines: EdgeLines,
  pen: FeaturePen,
): void {
  const { area, line, lineInDegrees, point } = pen;
  const pockets = new Set<string>();
  const titles = titlesOf(blocks, compounds, names);
  for (const block of blocks) {
    const { form, land: ring, cell } = block;
    const land = LAND[form];
    // Where a strip or roads leave nothing else, or not its middle, the park is all of it.
    if (
      form === 'pocket' &&
      !isOpen(cell.grid.purpose) &&
      (ring.length < 3 ||
        block.sides.some(({ a, b }) => roads.stripAt(a, b)) ||
        pointInRing(...toMetres(ground, labelPoint([[block.ring]])), ring.flat()) < 0)
    ) {
      // prettier-ignore
      area('green', 'park', [block.sides.map(({ from }) => from)], pocketName(block));
      continue;
    }
    if (!land || ring.length < 3 || isOpen(cell.grid.purpose)) continue;
    area(land[0], land[1], [ring], form === 'pocket' ? pocketName(block) : titles.get(block));
  }
  // A park is one piece of land whatever micro-grids it has.
  for (const { grid, garden, shore } of open)
    if (!garden && shore.length > 2) area('green', grid.purpose === 'hill' ? 'wood' : grid.purpose === 'riverside' ? 'verge' : 'park', [shore], names.grids.get(grid)); // prettier-ignore
  for (const { places, cell } of blocks)
    for (const { kind, ring } of places)
      area(PLACES[kind][0], PLACES[kind][1], [ring], kind === 'square' ? squareName(names.grids.get(cell.grid)) : null); // prettier-ignore
  for (const ring of verges) area('green', 'verge', [ring]);
  const creeks = waters.filter((water) => water.class === 'canal');
  const creekName = (water: Water | undefined): PlaceName | null => (water && names.creeks[creeks.indexOf(water)]) ?? null; // prettier-ignore
  banks.forEach((ring, i) => {
    const creek = creekName(creeks[i]);
    area('green', 'verge', [ring], creek && { zh: `${creek.zh}绿带`, en: `${creek.en} Green` });
  });
  for (const water of waters) {
    const title = water.class === 'lake' && water.grid ? names.grids.get(water.grid) : null;
    const own = water.class === 'moat' ? names.moat : creekName(water);
    const name = water.class === 'river' ? RIVER_NAME : (own ?? (title && { zh: title.zh.replace('公园', ''), en: title.en.replace(' Park', '') })); // prettier-ignore
    area('water', water.class, [water.ring, ...water.islands], name);
  }
  const spansOf = createSpans([...waters.flatMap(({ ring, islands }) => [ring, ...islands]), ...trackBeds(railway)]); // prettier-ignore
  const bridgeOf = new Map(roads.bridges.map(([a, b], i) => [roads.strokeAt(a!, b!)?.stroke, names.bridges[i]])); // prettier-ignore
  const overWater = createSpans(waters.map(({ ring }) => ring));
  for (const stroke of roads.strokes) {
    const name = names.strokes.get(stroke);
    for (const piece of raisedPieces(stroke, roads, lines)) line('bridge', 'motorway', piece);
    let piece: { metres: Point[]; degrees: Ring } = { metres: [], degrees: [] };
    stroke.ways.forEach((kind, i) => {
      const [a, b] = [stroke.vertices[i]!, stroke.vertices[i + 1]!];
      const from = piece.degrees.length === 0 ? 0 : 1;
      piece.degrees.push(...lines.degrees(a, b).slice(from));
      piece.metres.push(...lines.metres(a, b).slice(from));
      if (ROAD_CLASS[stroke.ways[i + 1]!] === ROAD_CLASS[kind]) return;
      lineInDegrees('road', ROAD_CLASS[kind]!, piece.degrees, name);
      for (const span of spansOf(piece.metres))
        line('bridge', ROAD_CLASS[kind]!, span, lengthOf(span) > 100 ? bridgeOf.get(stroke) : null); // prettier-ignore
      piece = { metres: [], degrees: [] };
    });
  }
  for (const ramp of ramps) line('road', 'lane', ramp);
  for (const alley of alleys) {
    line('road', ROAD_CLASS[alley.way]!, alley.line);
    for (const span of spansOf(alley.line)) line('bridge', ROAD_CLASS[alley.way]!, span);
  }
  for (const path of paths) {
    line('road', 'path', path.line);
    for (const span of spansOf(path.line)) line('bridge', 'path', span);
  }
  if (railway) {
    const name = { zh: '清澜铁路', en: 'Qinglan Railway' };
    for (const track of railway.sidings) line('rail', 'siding', track);
    for (const track of railway.tracks) {
      line('rail', 'rail', track, name);
      for (const span of overWater(track)) line('bridge', 'rail', span);
    }
    for (const ring of railway.platforms) area('built', 'platform', [ring]);
  }
  for (const piece of cityWall?.lines ?? []) line('wall', 'city', piece);
  for (const { at, name, nameEn } of cityWall?.gates ?? [])
    point('gate', 'city', toPosition(ground, at), { zh: name, en: nameEn });
  for (const { compound, walls, gates } of compounds) {
    for (const wall of walls) lineInDegrees('wall', 'compound', wall);
    for (const gate of gates)
      point('gate', 'compound', gate.at, { zh: `${compound.name}${gate.name}`, en: null });
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
    lineInDegrees('wall', 'compound', lines.degrees(a, b));
  }

  /** A small park is called after its street. */
  function pocketName(block: Block): PlaceName {
    const streets = block.sides.toSorted((p, q) => lengthOf([q.from, q.to]) - lengthOf([p.from, p.to])); // prettier-ignore
    const called = streets.flatMap(({ a, b }) => {
      const place = roads.strokeAt(a, b);
      return (place && names.strokes.get(place.stroke)) ?? [];
    });
    const community = names.communities.get(block.cell.grid.community)!;
    const words = [...called, { zh: community.zh.slice(0, -2), en: community.en.replace(/ Community$/, '') }]; // prettier-ignore
    for (const [zh, en] of [
      ['游园', 'Garden'],
      ['口袋公园', 'Pocket Park'],
      ['小游园', 'Small Garden'],
      ['绿地', 'Green'],
    ] as const)
      // prettier-ignore
      for (const word of words) {
        const name = { zh: word.zh + zh, en: `${word.en} ${en}` };
        if (pockets.has(name.zh)) continue;
        pockets.add(name.zh);
        return name;
      }
    return { zh: `${words[0]!.zh}绿地`, en: `${words[0]!.en} Green` };
  }
}

/** Names of compounds and of what grids are dedicated to, each on the largest of its blocks: none is said twice. */
function titlesOf(
  blocks: readonly Block[],
  compounds: readonly Walled[],
  names: PlaceNames,
): Map<Block, PlaceName> {
  const titles = new Map<Block, PlaceName>();
  const largest = (own: readonly Block[]): Block =>
    own.reduce((most, block) => (block.m2 > most.m2 ? block : most));
  for (const { compound, blocks: own } of compounds)
    if (own.length > 0)
      titles.set(largest(own), { zh: compound.name, en: tellCompound(compound.name) });
  for (const [grid, own] of groupBy(blocks, (block) => block.cell.grid)) {
    const title = names.grids.get(grid);
    if (title && !isOpen(grid.purpose)) titles.set(largest(own), title);
  }
  return titles;
}
