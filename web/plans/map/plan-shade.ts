import { bandOf, type AreaStanding } from '#data/areas/area-standing.ts';
import { bandStep, type Band, type BandStep } from '#data/areas/band.ts';
import type { PackedAreas } from '#data/wire/packed.ts';

import { areasOfLevel, shadeAreas, type Shade } from '../../areas/shade.ts';
import type { PlanRow } from '../desk/desk.ts';

type Rows = ReadonlyMap<number, PlanRow>;

/** How far an area is out of its band, in steps of its level's: one with a band of its own at least by one. */
export function stepOfRow({ area, figures }: PlanRow, band: Band): BandStep | null {
  if (!figures || figures.deviation === null) return null;
  if (figures.deviation === 0) return 0;
  const step = bandStep(band, figures);
  if (area.band === null || step === null) return step;
  const way = Math.sign(figures.deviation);
  return ((Math.sign(step) === way ? step : way) as BandStep) ?? null;
}

let last: { packed: PackedAreas; rows: Rows; shade: Shade | null } | null = null;

/**
 * The plan's areas of the level that has a band, in classes by how far each is out of it. The same value while the plan
 * is the same; null where no level has a band.
 */
export function planShade(
  packed: PackedAreas,
  rows: Rows,
  levels: readonly { rank: number; key: string }[],
): Shade | null {
  if (last?.packed === packed && last.rows === rows) return last.shade;
  const level = levels.find(({ rank }) => bandOf(levels, rank))?.rank;
  const band = level === undefined ? null : bandOf(levels, level);
  let shade: Shade | null = null;
  if (level !== undefined && band) {
    const areas = areasOfLevel(packed, level);
    const standings = new Map(
      areas.flatMap(({ id, kind }): [number, AreaStanding][] => {
        const row = rows.get(id);
        if (!row?.figures) return [];
        const { households, residents, estimated } = row.figures;
        return [[id, { kind, households, residents, estimated, band: stepOfRow(row, band), open: 0, duty: 0, down: 0, rate: null }]]; // prettier-ignore
      }),
    );
    shade = shadeAreas(areas, standings, 'band', level, band);
  }
  last = { packed, rows, shade };
  return shade;
}
