import type { Area, AreaKind } from './area.ts';
import { bandStep, BANDS, type Band, type BandStep } from './band.ts';

/** What areas can be compared by, in the order of menus and columns. */
export const MEASURES = [
  'open',
  'rate',
  'households',
  'residents',
  'duty',
  'down',
  'band',
] as const;
export type Measure = (typeof MEASURES)[number];

/** What may stand in an area at a moment, by the cell that it lies in. */
export interface CellCounts {
  /** Open incidents. */
  open: ReadonlyMap<number, number>;
  /** People on duty whose newest place lies there. */
  duty: ReadonlyMap<number, number>;
  /** Cameras that are offline; those that this network cannot reach are not down. */
  down: ReadonlyMap<number, number>;
}

/** How an area stands: the one source of its figures on maps, in tables and in files. null = not known. */
export interface AreaStanding {
  kind: AreaKind;
  open: number;
  duty: number;
  down: number;
  households: number | null;
  residents: number | null;
  /** Open incidents per 1,000 residents; null also where nobody lives. */
  rate: number | null;
  /** null where its level has no band, for a dedicated area, which is exempt, and where nothing is known. */
  band: BandStep | null;
  /** Households and residents, and what is worked out from them, were made by sharing a higher count. */
  estimated: boolean;
}

type StandingArea = Pick<Area, 'id' | 'parentId' | 'level' | 'kind'>;

/** The band of a level; null where it has none. */
export function bandOf(
  levels: readonly { rank: number; key: string }[],
  rank: number,
): Band | null {
  const key = levels.find((level) => level.rank === rank)?.key;
  return (key !== undefined && BANDS[key]) || null;
}

/**
 * How every area stands: counts of its cells summed up, and its people.
 *
 * @param areas parents before children
 * @param people by area id, as `areaFigures` makes them
 */
export function areaStandings(
  areas: readonly StandingArea[],
  levels: readonly { rank: number; key: string }[],
  people: ReadonlyMap<number, { households: number | null; residents: number | null; estimated: boolean }>, // prettier-ignore
  counts: CellCounts,
): Map<number, AreaStanding> {
  const [open, duty, down] = [counts.open, counts.duty, counts.down].map((of) => sumUp(areas, of)) as [Map<number, number>, Map<number, number>, Map<number, number>]; // prettier-ignore
  const bands = new Map(levels.map(({ rank }) => [rank, bandOf(levels, rank)]));
  return new Map(
    areas.map(({ id, kind, level }): [number, AreaStanding] => {
      const { households = null, residents = null, estimated = false } = people.get(id) ?? {};
      const band = bands.get(level) ?? null;
      const openHere = open.get(id) ?? 0;
      return [
        id,
        {
          kind,
          open: openHere,
          duty: duty.get(id) ?? 0,
          down: down.get(id) ?? 0,
          households,
          residents,
          rate: residents ? (1000 * openHere) / residents : null,
          band: band && kind !== 'dedicated' ? bandStep(band, { households, residents }) : null,
          estimated,
        },
      ];
    }),
  );
}

/** Counts by cell as counts by area: an area has what all cells below it have. Areas: parents before children. */
function sumUp(
  areas: readonly StandingArea[],
  byCell: ReadonlyMap<number, number>,
): Map<number, number> {
  const sums = new Map<number, number>();
  for (let i = areas.length - 1; i >= 0; i--) {
    const { id, parentId } = areas[i]!;
    const n = (sums.get(id) ?? 0) + (byCell.get(id) ?? 0);
    if (n === 0) continue;
    sums.set(id, n);
    if (parentId !== null) sums.set(parentId, (sums.get(parentId) ?? 0) + n);
  }
  return sums;
}

/** Whether a measure of an area rests on a figure that was shared out: to be marked wherever it is shown. */
export function isEstimated(standing: AreaStanding, measure: Measure): boolean {
  return (
    standing.estimated &&
    standing[measure] !== null &&
    (measure === 'households' || measure === 'residents' || measure === 'rate' || measure === 'band') // prettier-ignore
  );
}
