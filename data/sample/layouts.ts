import type { BuildingUse } from '#data/buildings/building.ts';

import { between, type Draw } from './draw.ts';
import type { Point } from './ground.ts';
import { SHAPES, type Shape, type ShapeKind } from './outlines.ts';

/** How a lowest area is built on. */
export type Form =
  | 'slabs'
  | 'towers'
  | 'old'
  | 'shops'
  | 'offices'
  | 'pocket'
  | 'park'
  | 'lake'
  | 'hill'
  | 'riverside'
  | 'campus'
  | 'school'
  | 'hospital'
  | 'market'
  | 'mall'
  | 'works'
  | 'station'
  | 'frontage';

/** A building before anybody lives in it. */
export interface Footprint {
  /** Of its box: counter-clockwise, metres; the first side is its south. */
  corners: Point[];
  /** Its walls, within the box: counter-clockwise. */
  outline: Point[];
  use: BuildingUse;
  /** Fewest and most floors. */
  floors: [number, number];
  floorM: number;
  /** Stairwells, and flats on each floor of one. */
  stairs: number;
  flats: number;
}

/** One row of buildings alike: width, depth and gap between them in metres, and the gap to the row north of it. */
interface Row {
  use: BuildingUse;
  width: [number, number];
  depth: number;
  gap: [number, number];
  behind: [number, number];
  floors: [number, number];
  floorM?: number;
  /** Metres of width a stairwell; 0: one for the building. */
  stairM?: number;
  flats?: number;
  /** How often a place in the row stays empty. */
  empty?: number;
  /** What its walls enclose of the box; and whether all of a block are alike in it. */
  shape?: ShapeKind;
  isAlike?: boolean;
  /** It is a podium, from a corner of which an office tower rises in most cases. */
  isPodium?: boolean;
  /** So many stand wall to wall, each as wide as it pleases. */
  terrace?: [number, number];
}

const HOME = { use: 'residential' } as const;
const SLAB: Row = { ...HOME, width: [25, 37], depth: 11.5, gap: [5, 8], behind: [13.5, 18], floors: [5, 7], stairM: 14, flats: 2, shape: 'slab', isAlike: true }; // prettier-ignore
const LONG_SLAB: Row = { ...SLAB, width: [40, 54], gap: [7, 10] };
const HIGH_SLAB: Row = { ...SLAB, width: [28, 40], depth: 13, gap: [8, 12], behind: [21, 26], floors: [9, 11], stairM: 17 }; // prettier-ignore
const TOWER: Row = { ...HOME, width: [19, 23], depth: 19, gap: [14, 22], behind: [22, 30], floors: [11, 33], stairM: 0, flats: 4, shape: 'point', isAlike: true }; // prettier-ignore
const HOUSE: Row = { ...HOME, width: [8.5, 13], depth: 10, gap: [1.4, 2.4], terrace: [2, 5], shape: 'house', behind: [1.6, 2.2], floors: [1, 3], floorM: 3.3, stairM: 0, flats: 2, empty: 0.07 }; // prettier-ignore
const SHOP: Row = { use: 'commercial', width: [30, 46], depth: 16, gap: [5, 9], behind: [15, 20], floors: [2, 5], floorM: 4.2, shape: 'shop' }; // prettier-ignore
const OFFICE: Row = { use: 'commercial', width: [30, 40], depth: 28, gap: [18, 26], behind: [20, 28], floors: [10, 32], floorM: 3.9, shape: 'office' }; // prettier-ignore
const WORKS: Row = { use: 'industrial', width: [44, 66], depth: 32, gap: [11, 16], behind: [13, 18], floors: [1, 3], floorM: 6, shape: 'works' }; // prettier-ignore
const LARGE_WORKS: Row = { ...WORKS, width: [80, 120], depth: 46, floors: [1, 2], floorM: 8 };
const STORES: Row = {
  ...WORKS,
  width: [18, 30],
  depth: 16,
  gap: [6, 10],
  behind: [9, 13],
  floors: [1, 4],
  floorM: 4.2,
};
const TANKS: Row = { use: 'industrial', width: [11, 15], depth: 13, gap: [4, 7], behind: [9, 12], floors: [1, 1], floorM: 13, shape: 'round', empty: 0.45 }; // prettier-ignore
const HALL: Row = { use: 'commercial', width: [48, 60], depth: 24, gap: [8, 12], behind: [9, 12], floors: [1, 2], floorM: 5.5 }; // prettier-ignore
const TEACHING: Row = { use: 'public', width: [44, 58], depth: 22, gap: [12, 18], behind: [22, 28], floors: [4, 5], floorM: 3.8, shape: 'teaching' }; // prettier-ignore
const WARD: Row = { use: 'public', width: [50, 64], depth: 24, gap: [12, 16], behind: [22, 28], floors: [6, 16], floorM: 3.9, shape: 'ward' }; // prettier-ignore
const PAVILION: Row = { use: 'other', width: [8, 10], depth: 8, gap: [14, 30], behind: [20, 40], floors: [1, 1], floorM: 4.5, empty: 0.9 }; // prettier-ignore

/** Rows from the south to the north, over again. */
const ROWS: Record<Form, readonly Row[]> = {
  slabs: [SLAB],
  towers: [TOWER],
  old: [HOUSE, { ...HOUSE, behind: [3.6, 4.8] }],
  shops: [SHOP, { ...SHOP, width: [22, 30] }],
  offices: [OFFICE],
  pocket: [PAVILION],
  park: [PAVILION],
  lake: [{ ...PAVILION, empty: 0.96 }],
  hill: [{ ...PAVILION, empty: 0.99 }],
  riverside: [{ ...PAVILION, empty: 0.94 }],
  campus: [TEACHING, { ...TEACHING, width: [30, 40], depth: 22, floors: [3, 8], shape: 'office' }],
  school: [TEACHING, { ...TEACHING, empty: 1 }, { ...TEACHING, width: [30, 38] }],
  hospital: [WARD, { ...WARD, width: [30, 40], floors: [2, 5] }],
  market: [HALL],
  mall: [
    {
      ...SHOP,
      width: [58, 74],
      depth: 48,
      floors: [4, 6],
      floorM: 5,
      shape: 'plain',
      isPodium: true,
    },
    OFFICE,
  ],
  works: [LARGE_WORKS, WORKS, TANKS, WORKS, STORES],
  frontage: [{ use: 'commercial', width: [16, 44], depth: 9.6, gap: [1.6, 5], behind: [3, 4], floors: [1, 3], floorM: 3.9 }], // prettier-ignore
  station: [
    { ...HALL, use: 'public', width: [70, 110], depth: 38, shape: 'terminal' },
    { ...SHOP, width: [24, 34] },
  ],
};
/** Ways to build slabs and towers: one is drawn for each estate or block. */
const SLAB_ROWS: readonly (readonly Row[])[] = [[SLAB], [SLAB, LONG_SLAB], [LONG_SLAB], [HIGH_SLAB]]; // prettier-ignore
const TOWER_ROWS: readonly (readonly Row[])[] = [[TOWER], [TOWER, HIGH_SLAB]];

/** The rows that a form is built in; `style` in [0, 1) chooses where there are several ways. */
function rowsOf(form: Form, style: number): readonly Row[] {
  const ways = form === 'slabs' ? SLAB_ROWS : form === 'towers' ? TOWER_ROWS : [ROWS[form]];
  return ways[Math.floor(style * ways.length)]!;
}

/**
 * Buildings in rows within a convex ring, none touching another. Rows run along `angle` (radians from east), their
 * fronts to the south.
 *
 * @param keepOut where nothing may stand, such as a pond
 */
export function layOut(
  form: Form,
  style: number,
  ring: readonly Point[],
  angle: number,
  draw: Draw,
  keepOut: (at: Point) => boolean = () => false,
): Footprint[] {
  const out: Footprint[] = [];
  if (ring.length < 3) return out;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const turned = ring.map(([x, y]): Point => [x * cos + y * sin, y * cos - x * sin]);
  /** Where all of a block are alike, its style chooses; the last digits of it, for the first chose the rows. */
  const alike = (97 * style) % 1;
  const stand = (row: Row, x: number, y: number, width: number): void => {
    if (row.empty && draw() < row.empty) return;
    const at = (from: Point, points: readonly Point[]): Point[] =>
      points.map(([a, b]): Point => [x + from[0] + a, y + from[1] + b]).map(([a, b]) => [a * cos - b * sin, a * sin + b * cos]); // prettier-ignore
    const box = at([0, 0], boxOf(width, row.depth));
    if (latticeOf(width, row.depth).some((point) => keepOut(at([0, 0], [point])[0]!))) return;
    const add = (of: Row, corners: Point[], outline: Point[], stairs = 1): void =>
      void out.push({
        corners,
        outline,
        use: of.use,
        floors: of.floors,
        floorM: of.floorM ?? 3,
        stairs,
        flats: of.flats ?? 0,
      });
    const [a, b] = [width - TOWER_ON_PODIUM_M, row.depth - TOWER_ON_PODIUM_M];
    const tower = at([a, b], boxOf(TOWER_ON_PODIUM_M, TOWER_ON_PODIUM_M));
    if (row.isPodium && draw() < 0.75 && !tower.some(keepOut)) {
      const walls: Point[] = [[0, 0], [width, 0], [width, b - JOINT_M], [a - JOINT_M, b - JOINT_M], [a - JOINT_M, row.depth], [0, row.depth]]; // prettier-ignore
      add(row, box, at([0, 0], walls));
      add(OFFICE, tower, tower);
      return;
    }
    const stairs = row.stairM ? Math.max(1, Math.round(width / row.stairM)) : 1;
    const shapes: readonly Shape[] = SHAPES[row.shape ?? 'plain'];
    const shape = shapes[Math.floor((row.isAlike ? alike : draw()) * shapes.length)]!;
    add(row, box, at([0, 0], shape(width, row.depth, stairs, draw)), stairs);
  };
  for (const { row, y } of standRows(turned, rowsOf(form, style), draw)) {
    const [west, east] = commonSpan(turned, y, row.depth)!;
    if (row.terrace) standInTerraces(row, west, east, draw, (x, width) => stand(row, x, y, width));
    else standApart(row, west, east, draw, (x, width) => stand(row, x, y, width));
  }
  return out;
}

/** A tower on a podium is so wide and deep, and a joint parts their walls. */
const TOWER_ON_PODIUM_M = 27;
const JOINT_M = 0.3;

/** Where a box is asked whether it may stand: no further apart than this. */
const ASKED_M = 12;

/** Points all over a box, its corners among them. */
function latticeOf(width: number, depth: number): Point[] {
  const [columns, rows] = [Math.ceil(width / ASKED_M), Math.ceil(depth / ASKED_M)];
  return Array.from({ length: (columns + 1) * (rows + 1) }, (_, i): Point => {
    const [column, row] = [i % (columns + 1), Math.floor(i / (columns + 1))];
    return [(width * column) / columns, (depth * row) / rows];
  });
}

function boxOf(width: number, depth: number): Point[] {
  return [[0, 0], [width, 0], [width, depth], [0, depth]]; // prettier-ignore
}

type Stand = (x: number, width: number) => void;

/** As many as fill the row at their mean width, then as wide as lets them fill it. */
function standApart(row: Row, west: number, east: number, draw: Draw, stand: Stand): void {
  const least = between(draw, ...row.gap);
  const mean = (row.width[0] + row.width[1]) / 2;
  const length = east - west + least;
  let count = Math.max(1, Math.round(length / (mean + least)));
  if (length / count - least < row.width[0]) count--;
  const width = Math.min(row.width[1], length / count - least);
  // What is left over goes between the buildings, up to half as much again, and beside them.
  const rest = length - count * (width + least);
  const gap = least + (count > 1 ? Math.min(rest / (count - 1), least / 2) : 0);
  let x = west + (length - least - count * width - (count - 1) * gap) * draw();
  for (let n = 0; n < count; n++, x += width + gap) stand(x, width);
}

/** Between walls that touch, as a survey draws them. */
const PARTY_WALL_M = 0.25;

/** Houses wall to wall, an alley after some of them. */
function standInTerraces(row: Row, west: number, east: number, draw: Draw, stand: Stand): void {
  let left = 0;
  for (let x = west; ;) {
    if (left === 0) left = Math.floor(between(draw, row.terrace![0], row.terrace![1] + 1));
    const room = east - x;
    if (room < row.width[0]) return;
    // The last is as wide as is left for it.
    const width = room < 2 * row.width[0] ? Math.min(room, row.width[1]) : between(draw, ...row.width); // prettier-ignore
    stand(x, width);
    left--;
    x += width + (left === 0 ? between(draw, ...row.gap) : PARTY_WALL_M);
  }
}

/** How finely a place for a row is looked for, metres. */
const STEP_M = 1.5;

/** Rows from the south as near to each other as may be, then moved apart over the ground that is left. */
function standRows(
  ring: readonly Point[],
  rows: readonly Row[],
  draw: Draw,
): { row: Row; y: number }[] {
  const ys = ring.map((p) => p[1]);
  const top = Math.max(...ys);
  const fits = (row: Row, y: number): boolean => {
    const span = commonSpan(ring, y, row.depth);
    return span !== null && span[1] - span[0] >= row.width[0];
  };
  const standing: { row: Row; y: number }[] = [];
  let spare = 0;
  let y = Math.min(...ys) + 0.2;
  for (let i = 0; ; i++) {
    const row = rows[i % rows.length]!;
    while (y + row.depth < top && !fits(row, y)) y += STEP_M;
    if (y + row.depth >= top) break;
    standing.push({ row, y });
    const behind = between(draw, ...row.behind);
    spare += 0.5 * behind;
    y += row.depth + behind;
  }
  const last = standing.at(-1);
  if (!last) return standing;
  let highest = last.y;
  while (fits(last.row, highest + STEP_M)) highest += STEP_M;
  // What a row may move is bounded: two slabs do not stand a field apart.
  const most = Math.min(highest - last.y, standing.length > 1 ? spare : Infinity);
  const aside = (highest - last.y - most) * draw();
  standing.forEach((one, i) => {
    one.y += aside + most * (standing.length > 1 ? i / (standing.length - 1) : draw());
  });
  return standing;
}

/** West and east end of a convex ring at a height; null beside it. */
function spanAt(ring: readonly Point[], y: number): [number, number] | null {
  let [west, east] = [Infinity, -Infinity];
  for (let i = 0; i < ring.length; i++) {
    const [ax, ay] = ring[i]!;
    const [bx, by] = ring[(i + 1) % ring.length]!;
    if (ay > y === by > y) continue;
    const x = ax + ((y - ay) / (by - ay)) * (bx - ax);
    west = Math.min(west, x);
    east = Math.max(east, x);
  }
  return east > west ? [west, east] : null;
}

/** What a convex ring leaves for a row of a depth that begins at a height; null where nothing. */
function commonSpan(ring: readonly Point[], y: number, depth: number): [number, number] | null {
  const [a, b] = [spanAt(ring, y), spanAt(ring, y + depth)];
  if (!a || !b) return null;
  const span: [number, number] = [Math.max(a[0], b[0]), Math.min(a[1], b[1])];
  return span[1] > span[0] ? span : null;
}
