import type pg from 'pg';

import type { CellShape, Coverage } from '#data/coverage/coverage.ts';
import { dissolve } from '#data/coverage/dissolve.ts';
import { fromPolygons } from '#data/coverage/from-polygons.ts';
import { beginningOf, createLocalTime } from '#data/import/local-time.ts';
import type { Manifest } from '#data/import/manifest.ts';
import { FAULTS_LISTED, type ImportReport } from '#data/import/report.ts';
import { copyRows } from '#server/db/copy-rows.sql.ts';
import { toEwkbHex } from '#server/db/ewkb.ts';
import { insertEdition } from '#server/areas/editions.sql.ts';
import type { Ask } from '#server/session/session.ts';

import { ImportRefused } from './import-refusal.ts';
import {
  selectAreaRows,
  selectShapeDifference,
  updateAreaWords,
  type AreaRow,
} from './load.sql.ts';
import type { AreaDraft, AreaReading } from './read-areas.ts';

/** Below this two shapes are the same: rounding to the lattice alone moves a border by less. */
const SAME_M2 = 0.01;

/** An id for each code, those in force kept. Faults of the tree are a refusal. */
function numberAreas(
  drafts: readonly AreaDraft[],
  known: ReadonlyMap<string, number>,
): Map<string, number> {
  const byCode = new Map<string, AreaDraft>();
  const wrong: string[] = [];
  for (const draft of drafts) {
    if (byCode.has(draft.code)) wrong.push(`code ${draft.code} twice`);
    byCode.set(draft.code, draft);
  }
  for (const draft of drafts) {
    if (draft.level === 1) continue;
    const parent = draft.parentCode === null ? undefined : byCode.get(draft.parentCode);
    if (!parent) wrong.push(`${draft.code}: no area has the code of its parent, ${draft.parentCode}`);
    else if (parent.level >= draft.level) wrong.push(`${draft.code}: its parent ${parent.code} is not of a higher level`); // prettier-ignore
  }
  const parents = new Set(drafts.map((draft) => draft.parentCode));
  for (const { code, coordinates } of drafts) {
    if (coordinates.length === 0 && !parents.has(code)) wrong.push(`${code}: it is gathered from its cells and has none`); // prettier-ignore
  }
  if (drafts.filter((draft) => draft.level === 1).length !== 1) {
    wrong.push('there must be exactly one area of level 1, the district');
  }
  if (wrong.length > 0) {
    throw new ImportRefused(
      'bad-area',
      `${wrong.slice(0, 20).join('; ')}${wrong.length > 20 ? ' …' : ''}`,
    );
  }
  let next = Math.max(0, ...known.values());
  const ids = new Map<string, number>();
  for (const draft of [...drafts].sort((a, b) => a.level - b.level)) {
    ids.set(draft.code, known.get(draft.code) ?? ++next);
  }
  return ids;
}

/** As `fromPolygons`; shapes that fit each other so little that the faults cannot be told are refused with the bound. */
function buildCoverage(cells: readonly CellShape[]): ReturnType<typeof fromPolygons> {
  try {
    return fromPolygons(cells);
  } catch (error) {
    if (error instanceof RangeError) throw new ImportRefused('beyond-bounds', error.message);
    throw error;
  }
}

/**
 * Bring a manifest's areas into force as the first edition, or find them there already: seamless or refused, a
 * higher border the dissolve of its cells. Fills the report. Answers the coverage and whether anything changed.
 *
 * @throws ImportRefused `bad-manifest` for a first edition of the future, `bad-area`, `not-seamless`,
 *   `beyond-bounds`, `borders-already-in-force`
 */
export async function settleAreas(
  ask: Ask,
  db: pg.PoolClient,
  manifest: Manifest,
  reading: AreaReading,
  editionInForce: number | null,
  report: ImportReport,
): Promise<{ coverage: Coverage; editionId: number; changed: boolean; fresh: boolean }> {
  const { drafts } = reading;
  const local = createLocalTime(manifest.district.timeZone);
  const validFrom = new Date(beginningOf(manifest.areas!.validFrom, local));
  if (validFrom > ask.at) {
    throw new ImportRefused('bad-manifest', `areas.validFrom: ${manifest.areas!.validFrom} has not begun`); // prettier-ignore
  }
  const refused = reading.inputs.filter((i) => i.noun === 'areas' && i.refused.length > 0);
  if (refused.length > 0) {
    throw new ImportRefused('bad-area', `${refused.map((i) => i.file).join(', ')}: a district with an area left out has a gap`); // prettier-ignore
  }
  const held = editionInForce === null ? [] : await selectAreaRows(db, editionInForce);
  const heldByKey = new Map(held.map((row) => [row.sourceKey, row]));
  const ids = numberAreas(drafts, new Map(held.map((row) => [row.code, row.id])));
  const codeOf = new Map([...ids].map(([code, id]) => [id, code]));
  const byCode = new Map(drafts.map((draft) => [draft.code, draft]));
  const parents = new Set(drafts.map((draft) => draft.parentCode));

  const cells = drafts.filter((draft) => !parents.has(draft.code));
  const coverage = buildCoverage(
    cells.map((cell) => ({ id: ids.get(cell.code)!, coordinates: cell.coordinates })),
  );
  if ('faults' in coverage) {
    const { faults } = coverage;
    report.faults = {
      count: faults.length,
      areaM2: faults.reduce((sum, fault) => sum + fault.areaM2, 0),
      listed: [...faults]
        .sort((a, b) => b.areaM2 - a.areaM2)
        .slice(0, FAULTS_LISTED)
        .map(({ kind, at, areaM2, cells }) => ({
          kind,
          at,
          areaM2,
          areas: cells.map((id) => codeOf.get(id) ?? String(id)),
        })),
    };
    throw new ImportRefused('not-seamless', `${faults.length} faults, ${report.faults.areaM2.toFixed(1)} m² in all`); // prettier-ignore
  }

  /** Code of the ancestor (or itself) of a cell at a level; null where its branch skips it. */
  const ancestorAt = (cellId: number, level: number): string | null => {
    for (let code: string | null = codeOf.get(cellId)!; code !== null;) {
      const draft: AreaDraft = byCode.get(code)!;
      if (draft.level === level) return code;
      code = draft.parentCode;
    }
    return null;
  };
  const shapes = new Map<string, string>();
  for (const level of new Set(drafts.map((draft) => draft.level))) {
    const dissolved = dissolve(coverage, (id) => {
      const code = ancestorAt(id, level);
      return code === null ? 0 : ids.get(code)!;
    });
    for (const [id, coordinates] of dissolved) {
      shapes.set(codeOf.get(id)!, toEwkbHex({ type: 'MultiPolygon', coordinates }));
    }
  }
  for (const draft of drafts) {
    // A cell is stored as it is given, and one that is gathered is not given.
    if (!parents.has(draft.code) || draft.coordinates.length === 0) continue;
    const given = toEwkbHex({ type: 'MultiPolygon', coordinates: draft.coordinates });
    const differsM2 = await selectShapeDifference(db, given, shapes.get(draft.code)!);
    if (differsM2 >= SAME_M2) {
      report.parentsThatDiffer.push({ code: draft.code, name: draft.name, differsM2 });
    }
  }

  const rows: AreaRow[] = drafts.map((draft) => ({
    id: ids.get(draft.code)!,
    code: draft.code,
    parentId: draft.parentCode === null ? null : ids.get(draft.parentCode)!,
    level: draft.level,
    kind: draft.kind,
    name: draft.name,
    nameEn: draft.nameEn,
    ownHouseholds: draft.ownHouseholds,
    ownResidents: draft.ownResidents,
    ownCountedOn: draft.ownCountedOn,
    geom: shapes.get(draft.code)!,
    source: manifest.source,
    sourceKey: draft.code,
  }));
  report.ownCounts = rows.filter((r) => r.ownHouseholds !== null || r.ownResidents !== null).length;
  for (const { input } of drafts) input.taken++;

  if (editionInForce === null) {
    await insertEdition(db, { id: 1, validFrom, name: '', waits: false, follows: null, planId: null, lockedBorders: [] }); // prettier-ignore
    await copyRows(
      db,
      'areas',
      'id from_edition code parent_id level kind name name_en own_households own_residents own_counted_on geom source source_key'.split(
        ' ',
      ),
      rows.map((r) => [r.id, 1, r.code, r.parentId, r.level, r.kind, r.name, r.nameEn, r.ownHouseholds, r.ownResidents, r.ownCountedOn, r.geom, r.source, r.sourceKey]), // prettier-ignore
    );
    for (const { input } of drafts) input.inserted++;
    return { coverage, editionId: 1, changed: true, fresh: true };
  }

  const others = held.filter((row) => row.source !== manifest.source || !byCode.has(row.sourceKey));
  const borders = (r: AreaRow) => [r.code, r.parentId, r.level, r.kind, r.geom].join('\n');
  const words = (r: AreaRow) =>
    [r.name, r.nameEn, r.ownHouseholds, r.ownResidents, r.ownCountedOn].join('\n');
  const differing = rows.filter((row) => {
    const now = heldByKey.get(row.sourceKey);
    return !now || borders(now) !== borders(row);
  });
  if (others.length > 0 || differing.length > 0) {
    throw new ImportRefused(
      'borders-already-in-force',
      `edition ${editionInForce} is in force and an import does not change it: ${differing.length} areas of the input differ from it, ${others.length} of it are not in the input`,
    );
  }
  let changed = false;
  for (const [i, row] of rows.entries()) {
    const { input } = drafts[i]!;
    if (words(heldByKey.get(row.sourceKey)!) === words(row)) {
      input.unchanged++;
      continue;
    }
    changed = true;
    input.updated++;
    await updateAreaWords(db, row);
  }
  return { coverage, editionId: editionInForce, changed, fresh: false };
}
