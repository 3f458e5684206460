import type { Building } from '#data/buildings/building.ts';

import type { Block, Blocks } from './blocks.ts';
import type { Built } from './buildings.ts';
import type { Purpose } from './divide.ts';
import { bell, between, createDraw, createPicker, pick, shuffled, type Draw } from './draw.ts';
import type { EdgeLines } from './edge-lines.ts';
import type { Point } from './ground.ts';
import { groupBy } from './group-by.ts';
import { middleOfRing } from './lots.ts';
import type { Form } from './layouts.ts';
import type { PlaceKind } from './matters.ts';
import type { PlaceNames } from './name-places.ts';
import { createFromFarEnd, numberAt } from './number-houses.ts';
import type { Roads, Stroke, Way } from './roads.ts';

/** A place at which things happen, again and again. */
export interface Spot {
  kind: PlaceKind;
  address: string;
  building: Building | null;
  /** How often something of its kind happens here, and somewhere at it, metres. */
  weight: number;
  somewhere: () => Point;
}

interface Made {
  built: readonly Built[];
  blocks: Blocks;
  roads: Roads;
  names: PlaceNames;
  lines: EdgeLines;
}

const HOME_KINDS: Partial<Record<Form, PlaceKind>> = { slabs: 'slabs', towers: 'towers', old: 'old', shops: 'shops', offices: 'shops' }; // prettier-ignore
const GROUNDS: Record<Purpose, PlaceKind> = {
  riverside: 'bank', park: 'park', lake: 'park', hill: 'park', campus: 'campus', school: 'school', hospital: 'hospital',
  market: 'market', mall: 'mall', works: 'works', station: 'station',
}; // prettier-ignore
/** How busy a metre of road is. */
const BUSY: Partial<Record<Way, number>> = {
  motorway: 0.3,
  arterial: 1.2,
  secondary: 1.4,
  minor: 1,
  lane: 0.5,
};
const ROADSIDE_M = 85;
/**
 * Places are not alike: of some, a hundred people complain, of most nobody. Widths of the log-normal by which one is
 * hotter than another; a compound is hot as a whole, too.
 */
const HEAT = { building: 0.7, compound: 0.45, roadside: 0.95, crossing: 0.9, grounds: 0.5 };
/** Of compounds of slabs, how many are being renovated; and how many streets are dug up for each community. */
const RENOVATED = 0.03;
const DUG_UP = 0.16;

/** Draws places by kind: each as often as its people, its traffic and its heat say. */
export function createIncidentPlaces(made: Made, seed: number): (kind: PlaceKind) => Spot | null {
  const heat = createDraw(seed, 'hot places');
  const draw = createDraw(seed, 'where it happened');
  const spots = [
    ...houses(made, heat, draw),
    ...grounds(made, heat, draw),
    ...roadsides(made, heat, draw),
    ...crossings(made, heat, draw),
  ];
  spots.push(...sites(spots, made, createDraw(seed, 'building sites')));
  const pickers = new Map<PlaceKind, () => Spot>();
  for (const [kind, own] of groupBy(spots, (spot) => spot.kind)) {
    const next = createPicker(draw, own.map(({ weight }) => weight)); // prettier-ignore
    pickers.set(kind, () => own[next()]!);
  }
  return (kind) => pickers.get(kind)?.() ?? null;
}

const hot = (heat: Draw, width: number): number => Math.exp(width * bell(heat));

function houses({ built, names }: Made, heat: Draw, draw: Draw): Spot[] {
  const compounds = new Map<number, number>();
  return built.flatMap((one): Spot[] => {
    const { building, block } = one;
    const kind = HOME_KINDS[block.form];
    if (!kind || !building.address || names.grids.has(block.cell.grid)) return [];
    const id = building.compoundId;
    if (id !== null && !compounds.has(id)) compounds.set(id, hot(heat, HEAT.compound));
    const people = kind === 'shops' ? 120 : 4 + (building.residents ?? 0);
    const weight = people * hot(heat, HEAT.building) * (id === null ? 1 : compounds.get(id)!);
    return [{ kind, address: building.address, building, weight, somewhere: () => before(one, draw) }];
  }); // prettier-ignore
}

/** Somewhere before a house, or in it. */
function before(one: Built, draw: Draw): Point {
  const [sw, se] = one.footprint.corners;
  const t = draw();
  const off = between(draw, -3, 3.5);
  const [dx, dy] = [se![0] - sw![0], se![1] - sw![1]];
  const length = Math.hypot(dx, dy);
  return [sw![0] + t * dx + (dy / length) * off, sw![1] + t * dy - (dx / length) * off];
}

/** A market, a school or a park is one place. */
function grounds({ blocks, built, names }: Made, heat: Draw, draw: Draw): Spot[] {
  const builtOn = groupBy(built, (one) => one.block.cell.grid);
  const own = groupBy(
    blocks.blocks.filter(({ cell }) => cell.grid.purpose !== null),
    ({ cell }) => cell.grid,
  );
  return [...own].map(([grid, parts]): Spot => {
    const { zh } = names.grids.get(grid)!;
    const standing = builtOn.get(grid) ?? [];
    const address = standing[0]?.building.address;
    const isGreen = ['bank', 'park'].includes(GROUNDS[grid.purpose!]);
    return {
      kind: GROUNDS[grid.purpose!],
      address: address ? address.slice(0, address.indexOf(zh)) + zh : zh,
      building: null,
      weight: Math.sqrt(parts.length) * hot(heat, HEAT.grounds),
      somewhere: () =>
        standing.length > 0 && !isGreen ? before(pick(draw, standing), draw) : onLand(pick(draw, parts), draw), // prettier-ignore
    };
  });
}

function onLand({ land, sides }: Block, draw: Draw): Point {
  const ring = land.length > 2 ? land : sides.map((side) => side.from);
  const [middle, corner] = [middleOfRing(ring), pick(draw, ring)];
  const t = between(draw, 0.05, 0.8);
  return [middle[0] + t * (corner[0] - middle[0]), middle[1] + t * (corner[1] - middle[1])];
}

/** Along roads with a name, told by the house number that is near; on a bridge, by the bridge. */
function roadsides({ roads, names, lines }: Made, heat: Draw, draw: Draw): Spot[] {
  const bridgeAt = new Map(
    roads.bridges.flatMap((path, i) => path.map((vertex): [number, number] => [vertex, i])),
  );
  const isFromFarEnd = createFromFarEnd(lines.metres);
  const spots: Spot[] = [];
  for (const [stroke, { zh }] of names.strokes) {
    const busy = BUSY[stroke.way] ?? 0.5;
    const isFar = isFromFarEnd(stroke);
    let passedM = 0;
    let dueM = between(draw, 0.2, 0.8) * ROADSIDE_M;
    for (let i = 1; i < stroke.vertices.length; i++) {
      const [a, b] = [stroke.vertices[i - 1]!, stroke.vertices[i]!];
      const bridge = bridgeAt.get(a);
      const line = lines.metres(a, b);
      for (let k = 1; k < line.length; k++) {
        const [from, to] = [line[k - 1]!, line[k]!];
        const m = Math.hypot(to[0] - from[0], to[1] - from[1]);
        for (; dueM < m; dueM += ROADSIDE_M) {
          const isLeft = draw() < 0.5;
          const alongM = passedM + dueM;
          const no = numberAt(isFar ? stroke.lengthM - alongM : alongM, isLeft !== isFar);
          const onBridge = bridge !== undefined && bridge === bridgeAt.get(b);
          const at = aside(from, to, dueM / m, isLeft ? 1 : -1, stroke);
          spots.push({
            kind: 'street',
            // No house has its door on an expressway.
            address: onBridge ? `${names.bridges[bridge]!.zh}桥面` : stroke.way === 'motorway' ? `${zh}主路` : `${zh}${no}号附近`, // prettier-ignore
            building: null,
            weight: busy * hot(heat, HEAT.roadside),
            somewhere: () => [at[0] + between(draw, -3, 3), at[1] + between(draw, -3, 3)],
          });
        }
        dueM -= m;
        passedM += m;
      }
    }
  }
  return spots;
}

/** Beside a piece of road, on its pavement. */
function aside([ax, ay]: Point, [bx, by]: Point, t: number, side: 1 | -1, { way }: Stroke): Point {
  const m = Math.hypot(bx - ax, by - ay);
  const off = (side * (way === 'lane' ? 2 : way === 'minor' ? 5 : 9)) / m;
  return [ax + t * (bx - ax) - off * (by - ay), ay + t * (by - ay) + off * (bx - ax)];
}

function crossings({ roads, names, lines }: Made, heat: Draw, draw: Draw): Spot[] {
  const spots: Spot[] = [];
  for (const [vertex, next] of roads.neighbours) {
    const arms = new Map<string, Way>();
    for (const to of next) {
      const road = roads.strokeAt(vertex, to)?.stroke;
      const name = road && names.strokes.get(road);
      if (name) arms.set(name.zh, roads.wayOf(vertex, to));
    }
    if (arms.size < 2) continue;
    const rank = (way: Way): number => BUSY[way] ?? 0;
    const [first, second] = [...arms].sort((a, b) => rank(b[1]) - rank(a[1]));
    const [x, y] = lines.metres(vertex, next[0]!)[0]!;
    const reach = first![1] === 'minor' || first![1] === 'lane' ? 7 : 14;
    spots.push({
      kind: 'crossing',
      address: `${first![0]}与${second![0]}路口`,
      building: null,
      weight: (rank(first![1]) + rank(second![1])) * hot(heat, HEAT.crossing),
      somewhere: () => [x + between(draw, -reach, reach), y + between(draw, -reach, reach)],
    });
  }
  return spots;
}

/** Some estates are being renovated, some streets dug up, some shops rebuilt: those are building sites for all that time. */
function sites(spots: readonly Spot[], { blocks, names }: Made, draw: Draw): Spot[] {
  const of = (kind: PlaceKind): Spot[] => shuffled(draw, spots.filter((spot) => spot.kind === kind)); // prettier-ignore
  const site = (spot: Spot, what: string, kind: PlaceKind = 'site'): Spot => ({
    ...spot,
    kind,
    address: spot.address.replace(/附近$|\d+幢$/, '') + what,
    weight: hot(draw, 0.5),
  });
  const compounds = new Map(of('slabs').map((spot) => [spot.building!.compoundId, spot]));
  compounds.delete(null);
  const dug = Math.ceil(names.communities.size * DUG_UP);
  return [
    ...[...compounds.values()].slice(0, Math.ceil(blocks.estates.length * RENOVATED) + 1).map((spot) => site(spot, '改造工地')),
    ...of('street').filter(({ address }) => address.endsWith('附近')).slice(0, dug).map((spot, i) => site(spot, ['雨污分流工地', '管网改造工地', '道路出新工地'][i % 3]!, 'dig')),
    ...of('shops').slice(0, Math.ceil(dug / 2)).map((spot) => site(spot, '装修工地')),
  ]; // prettier-ignore
}
