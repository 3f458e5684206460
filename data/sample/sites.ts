import type { CameraState, Site } from '#data/sites/site.ts';
import type { Position } from '#data/geo/geometry.ts';

import { apportion } from './apportion.ts';
import type { Tree } from './areas.ts';
import type { Blocks } from './blocks.ts';
import type { Built } from './buildings.ts';
import type { Walled } from './compounds.ts';
import type { CommunityPlan, Division, GridPlan } from './divide.ts';
import { between, createDraw, pick, shuffled, type Draw } from './draw.ts';
import type { EdgeLines } from './edge-lines.ts';
import type { Figures } from './figures.ts';
import { toPosition, type Ground, type Point } from './ground.ts';
import { groupBy } from './group-by.ts';
import { middleOfRing } from './lots.ts';
import type { PlaceNames } from './name-places.ts';
import { lengthOf, type Roads } from './roads.ts';

interface Made {
  division: Division;
  blocks: Blocks;
  roads: Roads;
  compounds: readonly Walled[];
  built: readonly Built[];
  names: PlaceNames;
  tree: Tree;
  ground: Ground;
  lines: EdgeLines;
}

/** Trades of GB/T 28181 annex D: the eleventh to twelfth digits of a camera's id. */
const TRADE = {
  road: '00',
  community: '01',
  traffic: '04',
  city: '08',
  health: '09',
  school: '11',
};
/** Its network digit: 6 government affairs, 5 police, 8 taken in from others. */
const NETWORKS = ['6', '6', '6', '6', '6', '6', '6', '8'];
const OFFLINE = 0.027;
const UNREACHABLE = 0.014;

interface Spot {
  at: Point;
  azimuthDeg: number;
  name: string;
  isDome: boolean;
  trade: string;
}

/** The eighth stage: cameras, stations and management points. */
export function placeSites(made: Made, figures: Figures, endMs: number, seed: number): Site[] {
  const sites: Site[] = [];
  const add = (site: Omit<Site, 'id'>): void => {
    sites.push({ id: sites.length + 1, ...site });
  };
  placeCameras(made, figures, endMs, createDraw(seed, 'cameras'), add);
  placeStations(made, figures, createDraw(seed, 'stations'), add);
  placePoints(made, createDraw(seed, 'management points'), add);
  return sites;
}

type Add = (site: Omit<Site, 'id'>) => void;

function placeCameras(made: Made, figures: Figures, endMs: number, draw: Draw, add: Add): void {
  const { tree, ground } = made;
  const doors = doorSpots(made, draw);
  const spots = [
    ...crossingSpots(made, draw),
    ...gateSpots(made, draw),
    ...shuffled(draw, [...roadSpots(made, draw), ...doors.likely]),
    ...shuffled(draw, doors.others),
  ];
  const count = figures.cameras;
  const states: CameraState[] = Array.from({ length: count }, (_, i) =>
    i < count * OFFLINE
      ? 'offline'
      : i < count * (OFFLINE + UNREACHABLE)
        ? 'unreachable'
        : 'online',
  );
  const shuffledStates = shuffled(draw, states);
  const names = new Map<string, number>();
  let taken = 0;
  for (const spot of spots) {
    if (taken === count) break;
    const at = toPosition(ground, spot.at);
    const cell = tree.cellAt(...at);
    if (cell === 0) continue;
    let area = tree.byId.get(cell)!;
    while (area.level > 2) area = tree.byId.get(area.parentId!)!;
    const state = shuffledStates[taken]!;
    taken++;
    const network = state === 'unreachable' ? '5' : pick(draw, NETWORKS);
    const nth = (names.get(spot.name) ?? 0) + 1;
    names.set(spot.name, nth);
    const sinceS = state === 'online' ? between(draw, 5, 600) : between(draw, 600, 5 * 86_400);
    add({
      code: `${area.code.slice(0, 6)}${area.code.slice(7, 9)}${spot.trade}132${network}${String(taken).padStart(6, '0')}`,
      kind: 'camera',
      class: spot.isDome ? 'dome' : 'fixed',
      name: nth === 1 ? spot.name : `${spot.name}${nth}`,
      at,
      azimuthDeg: ((Math.round(spot.azimuthDeg) % 360) + 360) % 360,
      state,
      stateAt: new Date(endMs - Math.round(sinceS) * 1000).toISOString(),
      ownerId: null,
    });
  }
  if (taken < count) throw new Error(`only ${taken} places for ${count} cameras`);
}

/** Degrees clockwise from north of the way from a to b. */
function bearing(a: Point, b: Point): number {
  return (Math.atan2(b[0] - a[0], b[1] - a[1]) * 180) / Math.PI;
}

/** Where named roads meet: a camera at each corner that looks along an arm. */
function crossingSpots({ roads, names, lines }: Made, draw: Draw): Spot[] {
  const spots: Spot[] = [];
  for (const [vertex, next] of roads.neighbours) {
    if (next.length < 3) continue;
    const arms = next
      .map((to) => ({ to, way: roads.wayOf(vertex, to), place: roads.strokeAt(vertex, to) }))
      .filter(({ place }) => place && names.strokes.has(place.stroke));
    const called = [...new Set(arms.map(({ place }) => names.strokes.get(place!.stroke)!.zh))];
    if (called.length < 2) continue;
    const isGreat = arms.some(({ way }) => ['motorway', 'arterial', 'secondary'].includes(way));
    for (const { to } of isGreat ? arms : arms.slice(0, 1 + Math.round(draw()))) {
      const line = lines.metres(vertex, to);
      const [from, on] = [line[0]!, line[1]!];
      const angle = bearing(from, on);
      // On the right-hand corner of the arm.
      const aside = ((angle + 45) * Math.PI) / 180;
      const off = isGreat ? between(draw, 12, 16) : between(draw, 5, 8);
      spots.push({
        at: [from[0] + off * Math.sin(aside), from[1] + off * Math.cos(aside)],
        azimuthDeg: angle,
        name: `${called[0]}与${called[1]}路口`,
        isDome: draw() < 0.25,
        trade: isGreat && draw() < 0.5 ? TRADE.traffic : TRADE.road,
      });
    }
  }
  return spots;
}

function gateSpots({ compounds }: Made, draw: Draw): Spot[] {
  return compounds.flatMap(({ compound, gates, blocks }) => {
    const middle = middleOfRing(blocks.flatMap((block) => block.lot));
    return gates.map(({ metres, name }): Spot => {
      const out = bearing(middle, metres);
      return {
        at: [metres[0] + between(draw, -2, 2), metres[1] + between(draw, -2, 2)],
        azimuthDeg: draw() < 0.5 ? out : out + 180,
        name: compound.name + name,
        isDome: draw() < 0.2,
        trade: TRADE.community,
      };
    });
  });
}

/** Along named roads, a mast every sixty to a hundred and thirty metres. */
function roadSpots({ roads, names, lines }: Made, draw: Draw): Spot[] {
  const spots: Spot[] = [];
  for (const stroke of roads.strokes) {
    const name = names.strokes.get(stroke);
    if (!name) continue;
    const isGreat = ['motorway', 'arterial', 'secondary'].includes(stroke.way);
    let dueM = between(draw, 30, 90);
    for (let i = 1; i < stroke.vertices.length; i++) {
      const line = lines.metres(stroke.vertices[i - 1]!, stroke.vertices[i]!);
      for (let k = 1; k < line.length; k++) {
        const [a, b] = [line[k - 1]!, line[k]!];
        const m = lengthOf([a, b]);
        for (; dueM < m; dueM += between(draw, 60, 130)) {
          const side = draw() < 0.5 ? 1 : -1;
          const off = (side * (isGreat ? 11 : 4.5)) / m;
          spots.push({
            at: [
              a[0] + (dueM / m) * (b[0] - a[0]) + off * (b[1] - a[1]),
              a[1] + (dueM / m) * (b[1] - a[1]) - off * (b[0] - a[0]),
            ],
            azimuthDeg: bearing(a, b) + (draw() < 0.5 ? 0 : 180),
            name: `${name.zh}沿线`,
            isDome: draw() < 0.3,
            trade: TRADE.road,
          });
        }
        dueM -= m;
      }
    }
  }
  return spots;
}

/** Before doors, looking along the front from a metre or two. Of old houses few have a camera. */
function doorSpots({ built }: Made, draw: Draw): { likely: Spot[]; others: Spot[] } {
  const spots: { likely: Spot[]; others: Spot[] } = { likely: [], others: [] };
  for (const { building, footprint, block, at } of built) {
    const isLikely = draw() < (block.form === 'old' ? 0.06 : 0.6);
    const [sw, se, ne, nw] = footprint.corners;
    const isNorth = footprint.flats === 2 && footprint.stairs > 1;
    const [a, b] = isNorth ? [nw!, ne!] : [sw!, se!];
    const t = between(draw, 0.2, 0.8);
    const door: Point = [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
    const out = bearing(at, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
    const off = block.form === 'old' ? 0.4 : between(draw, 1, 2.4);
    const { purpose } = block.cell.grid;
    spots[isLikely ? 'likely' : 'others'].push({
      at: [door[0] + off * Math.sin((out * Math.PI) / 180), door[1] + off * Math.cos((out * Math.PI) / 180)], // prettier-ignore
      azimuthDeg: out + between(draw, -50, 50),
      name: building.name ?? building.address ?? '社区公共部位',
      isDome: draw() < 0.35,
      trade:
        purpose === 'campus' || purpose === 'school'
          ? TRADE.school
          : purpose === 'hospital'
            ? TRADE.health
            : purpose
              ? TRADE.city
              : TRADE.community,
    });
  }
  return spots;
}

/** Kinds of station beside a community's own service centre and mediation room: how many of a hundred, and their names. */
const STATIONS: [cls: string, often: number, title: string][] = [
  ['hub', 24, '先锋枢纽'],
  ['rider', 18, '骑手驿站'],
  ['health', 13, '卫生服务站'],
  ['school', 13, '幼儿园'],
  ['police', 11, '警务室'],
  ['shelter', 7, '应急避难点'],
  ['fire', 5, '微型消防站'],
  ['other', 9, '便民服务点'],
];

function placeStations(made: Made, figures: Figures, draw: Draw, add: Add): void {
  const { division, built, names, tree } = made;
  const free = new Map<CommunityPlan, Built[]>();
  for (const [community, own] of groupBy(built, (one) => one.block.cell.grid.community)) {
    // Shops and public houses first; a station in a home is the last resort.
    const fit = (one: Built): number =>
      one.building.use === 'commercial' || one.building.use === 'public' ? 0 : 1;
    free.set(
      community,
      shuffled(draw, own).sort((a, b) => fit(a) - fit(b)),
    );
  }
  const counts = new Map<string, number>();
  const place = (community: CommunityPlan, cls: string, title: string): void => {
    const home = free.get(community)?.shift();
    if (!home) return;
    const area = tree.byId.get(tree.communityId.get(community)!)!;
    const nth = (counts.get(title) ?? 0) + 1;
    counts.set(title, nth);
    const serial = (counts.get(area.code) ?? 0) + 1;
    counts.set(area.code, serial);
    const name = nth === 1 ? title : `${title}（${nth}）`;
    if (home.building.use !== 'residential') home.building.name = name;
    add({ code: `ZD${area.code}${String(serial).padStart(3, '0')}`, kind: 'station', class: cls, name, at: home.building.entrances[0]!.at, azimuthDeg: null, state: null, stateAt: null, ownerId: null }); // prettier-ignore
  };
  const word = (community: CommunityPlan): string => names.communities.get(community)!.zh;
  let left = figures.stations;
  for (const street of division.streets) {
    place(street.communities[0]!, 'service', `${names.streets.get(street)!.zh}政务服务中心`);
    left--;
  }
  for (const community of division.communities) {
    place(community, 'service', `${word(community)}党群服务中心`);
    place(community, 'mediation', `${word(community)}和为贵调解室`);
    left -= 2;
  }
  const each = apportion(left, STATIONS.map(([, often]) => often)); // prettier-ignore
  STATIONS.forEach(([cls, , title], i) => {
    const order = shuffled(draw, division.communities);
    for (let n = 0; n < each[i]!; n++) {
      const community = order[n % order.length]!;
      place(community, cls, word(community).replace('社区', '') + title);
    }
  });
}

const POINT_TITLES = ['公示栏', '垃圾分类亭', '充电车棚', '消防通道', '小广场', '议事亭', '健身角', '快递柜', '雨污井口', '沿街门店']; // prettier-ignore

/** Five to ten in each grid, at doors spread over it; where nobody lives, somewhere on its land. */
function placePoints({ division, built, blocks, tree, ground }: Made, draw: Draw, add: Add): void {
  const builtOn = groupBy(built, (one) => one.block.cell.grid);
  for (const grid of division.grids) {
    const area = tree.byId.get(tree.gridId.get(grid)!)!;
    const count = 5 + Math.floor(6 * draw());
    const doors = shuffled(draw, builtOn.get(grid) ?? []);
    for (let i = 0; i < count; i++) {
      const door = doors[i]?.building.entrances.at(-1)!.at;
      const title = POINT_TITLES[(i + area.id) % POINT_TITLES.length]!;
      add({ code: `GD${area.code}${String(i + 1).padStart(2, '0')}`, kind: 'management-point', class: 'point', name: `${area.name}${i + 1}号管理点·${title}`, at: door ?? somewhere(grid, i), azimuthDeg: null, state: null, stateAt: null, ownerId: null }); // prettier-ignore
    }
  }

  function somewhere(grid: GridPlan, i: number): Position {
    const cell = grid.cells[i % grid.cells.length]!;
    const block = blocks.blockOf.get(cell)!;
    const ring = block.lot.length > 2 ? block.lot : block.sides.map((side) => side.from);
    const middle = middleOfRing(ring);
    const corner = pick(draw, ring);
    const t = between(draw, 0.1, 0.85);
    return toPosition(ground, [
      middle[0] + t * (corner[0] - middle[0]),
      middle[1] + t * (corner[1] - middle[1]),
    ]);
  }
}
