import type { BuildingUse } from '#data/buildings/building.ts';

import { between, type Draw } from './draw.ts';
import type { Point } from './ground.ts';

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
  /** Counter-clockwise, metres; the first side is its south. */
  corners: Point[];
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
}

const HOME = { use: 'residential' } as const;
const SLAB: Row = { ...HOME, width: [25, 37], depth: 11.5, gap: [5, 8], behind: [13.5, 18], floors: [5, 7], stairM: 14, flats: 2 }; // prettier-ignore
const LONG_SLAB: Row = { ...SLAB, width: [40, 54], gap: [7, 10] };
const HIGH_SLAB: Row = { ...SLAB, width: [28, 40], depth: 13, gap: [8, 12], behind: [21, 26], floors: [9, 11], stairM: 17 }; // prettier-ignore
const TOWER: Row = { ...HOME, width: [19, 23], depth: 19, gap: [14, 22], behind: [22, 30], floors: [11, 33], stairM: 0, flats: 4 }; // prettier-ignore
const HOUSE: Row = { ...HOME, width: [10, 14], depth: 10, gap: [1.2, 2.2], behind: [1.6, 2.2], floors: [1, 3], floorM: 3.3, stairM: 0, flats: 2, empty: 0.07 }; // prettier-ignore
const SHOP: Row = { use: 'commercial', width: [30, 46], depth: 16, gap: [5, 9], behind: [15, 20], floors: [2, 5], floorM: 4.2 }; // prettier-ignore
const OFFICE: Row = { use: 'commercial', width: [30, 40], depth: 28, gap: [18, 26], behind: [20, 28], floors: [10, 32], floorM: 3.9 }; // prettier-ignore
const WORKS: Row = { use: 'industrial', width: [52, 66], depth: 34, gap: [12, 16], behind: [14, 20], floors: [1, 3], floorM: 6 }; // prettier-ignore
const HALL: Row = { use: 'commercial', width: [48, 60], depth: 24, gap: [8, 12], behind: [9, 12], floors: [1, 2], floorM: 5.5 }; // prettier-ignore
const TEACHING: Row = { use: 'public', width: [44, 58], depth: 14, gap: [12, 18], behind: [22, 28], floors: [4, 5], floorM: 3.8 }; // prettier-ignore
const WARD: Row = { use: 'public', width: [50, 64], depth: 18, gap: [12, 16], behind: [22, 28], floors: [6, 16], floorM: 3.9 }; // prettier-ignore
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
  campus: [TEACHING, { ...TEACHING, width: [30, 40], depth: 22, floors: [3, 8] }],
  school: [TEACHING, { ...TEACHING, empty: 1 }, { ...TEACHING, width: [30, 38] }],
  hospital: [WARD, { ...WARD, width: [30, 40], floors: [2, 5] }],
  market: [HALL],
  mall: [{ ...SHOP, width: [58, 74], depth: 48, floors: [4, 6], floorM: 5 }, OFFICE],
  works: [WORKS],
  frontage: [{ use: 'commercial', width: [16, 44], depth: 9.6, gap: [1.6, 5], behind: [3, 4], floors: [1, 3], floorM: 3.9 }], // prettier-ignore
  station: [
    { ...HALL, use: 'public', width: [70, 110], depth: 38 },
    { ...SHOP, width: [24, 34] },
  ],
};
/** Ways to build slabs and towers: one is drawn for each estate or block. */
const SLAB_ROWS: readonly (readonly Row[])[] = [[SLAB], [SLAB], [LONG_SLAB], [HIGH_SLAB]];
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
  for (const { row, y } of standRows(turned, rowsOf(form, style), draw)) {
    const [west, east] = commonSpan(turned, y, row.depth)!;
    const least = between(draw, ...row.gap);
    // As many as fill the row at their mean width, then as wide as lets them fill it.
    const mean = (row.width[0] + row.width[1]) / 2;
    const length = east - west + least;
    let count = Math.max(1, Math.round(length / (mean + least)));
    if (length / count - least < row.width[0]) count--;
    const width = Math.min(row.width[1], length / count - least);
    // What is left over goes between the buildings, up to half as much again, and beside them.
    const rest = length - count * (width + least);
    const gap = least + (count > 1 ? Math.min(rest / (count - 1), least / 2) : 0);
    let x = west + (length - least - count * width - (count - 1) * gap) * draw();
    for (let n = 0; n < count; n++, x += width + gap) {
      if (row.empty && draw() < row.empty) continue;
      const corners = [
        [x, y],
        [x + width, y],
        [x + width, y + row.depth],
        [x, y + row.depth],
      ].map(([a, b]): Point => [a! * cos - b! * sin, a! * sin + b! * cos]);
      if (corners.some(keepOut)) continue;
      out.push({
        corners,
        use: row.use,
        floors: row.floors,
        floorM: row.floorM ?? 3,
        stairs: row.stairM ? Math.max(1, Math.round(width / row.stairM)) : 1,
        flats: row.flats ?? 0,
      });
    }
  }
  return out;
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
