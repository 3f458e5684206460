import type { AreaKind } from '#data/areas/area.ts';
import { toDegrees, toLattice } from '#data/geo/lattice.ts';
import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';
import type { AreaSet, GivenArea, Manifest } from '#data/import/manifest.ts';
import type { InputReport } from '#data/import/report.ts';
import { createFindHolders } from '#data/import/find-holders.ts';
import { isTooLong } from '#data/import/mapped.ts';
import type { Pick as FieldPick } from '#data/import/picks.ts';
import { polygonsOf, snapGeometry } from '#data/import/snap-geometry.ts';
import { fieldsOf, pickNumber, pickText } from '#data/import/source-row.ts';

import { ImportRefused } from './import-refusal.ts';
import { readRows } from './read-rows.ts';
import { countRefused, createInputReport, hasBadText } from './tally.ts';

/** Areas are held in memory at once, unlike all else: so many and no more, with so many vertices. */
export const AREAS_OF_A_DISTRICT = 20_000;
export const VERTICES_OF_AREAS = 1_000_000;

/** An area as its file gives it; a higher one's shape is only compared, and one that is gathered has none ([]). */
export interface AreaDraft {
  code: string;
  parentCode: string | null;
  level: number;
  kind: AreaKind;
  name: string;
  nameEn: string | null;
  ownHouseholds: number | null;
  ownResidents: number | null;
  ownCountedOn: string | null;
  coordinates: MultiPolygonCoordinates;
  /** Where it is counted. */
  input: InputReport;
}

export interface AreaReading {
  drafts: AreaDraft[];
  /** One for what the manifest itself gives, for each set and for each table of figures. */
  inputs: InputReport[];
}

/** Metres a degree of latitude: enough to say how far a coordinate was moved. */
export const METRES_PER_DEGREE = 111_320;

/** Refuse an input of which no row has a field that the manifest names: a misspelt one would quietly be empty. */
export function expectFields(input: InputReport, unseen: ReadonlySet<string>): void {
  if (input.read > 0 && unseen.size > 0) {
    throw new ImportRefused(
      'unknown-field',
      `${input.file} has no field ${[...unseen].join(', ')}`,
    );
  }
}

function boxOf(given: GivenArea): MultiPolygonCoordinates {
  const [west, south, east, north] = given.box.map((degrees) => toDegrees(toLattice(degrees)));
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]; // prettier-ignore
  return [[ring as [number, number][]]];
}

/** Of an area whose border its cells make. */
const NO_SHAPE = { geometry: { type: 'MultiPolygon' as const, coordinates: [] }, moveDeg: 0 };

/** The field that has the parent's code; none where the parent is found by place. */
function parentPickOf(set: AreaSet): FieldPick | undefined {
  return typeof set.parent === 'object' && 'within' in set.parent ? undefined : set.parent;
}

/** Another row of a gathered area: it says of the area what the first said. */
function countAgain(
  draft: AreaDraft,
  row: Pick<AreaDraft, 'name' | 'nameEn' | 'parentCode'>,
): void {
  if (
    draft.name !== row.name ||
    draft.nameEn !== row.nameEn ||
    draft.parentCode !== row.parentCode
  ) {
    throw new ImportRefused('bad-area', `${draft.input.file}: its rows do not say the same of ${draft.code}`); // prettier-ignore
  }
  draft.input.taken++;
  draft.input.joined++;
}

/** Parents by place: of the areas of a level, the one whose given shape holds the area's inmost point. */
function findParents(
  sets: readonly AreaSet[],
  read: readonly AreaDraft[][],
  all: readonly AreaDraft[],
): void {
  // prettier-ignore
  const wrong: string[] = [];
  for (const [i, { parent }] of sets.entries()) {
    if (typeof parent !== 'object' || !('within' in parent)) continue;
    const find = createFindHolders(all.filter((draft) => draft.level === parent.within));
    for (const draft of read[i]!) {
      const codes = find(draft.coordinates);
      if (codes.length === 1) draft.parentCode = codes[0]!;
      else wrong.push(`${draft.code} lies in ${codes.length === 0 ? 'no area' : codes.join(' and ')} of level ${parent.within}`); // prettier-ignore
    }
  }
  if (wrong.length > 0) throw new ImportRefused('bad-area', `${wrong.slice(0, 20).join('; ')}${wrong.length > 20 ? ' …' : ''}`); // prettier-ignore
}

async function readSet(
  set: AreaSet,
  pathOf: (file: string) => string,
  room: { areas: number; vertices: number },
): Promise<{ drafts: AreaDraft[]; input: InputReport }> {
  const input = createInputReport('areas', set.file);
  const drafts: AreaDraft[] = [];
  const parent = parentPickOf(set);
  const unseen = new Set([set.code, set.name, set.nameEn, parent].flatMap(fieldsOf));
  const gathered = new Map<string, AreaDraft>();
  for await (const row of readRows(set.file, pathOf(set.file), unseen)) {
    input.read++;
    if ('refused' in row) {
      countRefused(input, row.refused, [row.no]);
      continue;
    }
    const code = pickText(row, set.code);
    const name = pickText(row, set.name);
    const nameEn = pickText(row, set.nameEn);
    const snapped = set.gather ? NO_SHAPE : snapGeometry(row.geometry);
    const coordinates = typeof snapped === 'string' ? null : polygonsOf(snapped.geometry);
    const again = set.gather && code !== null ? gathered.get(code) : undefined;
    if (again) {
      countAgain(again, { name: name ?? again.code, nameEn, parentCode: pickText(row, parent) });
    } else if (code === null) countRefused(input, 'no-key', [row.no]);
    else if (isTooLong({ code, name, nameEn })) countRefused(input, 'text-too-long', [row.no]);
    else if (hasBadText([code, name, nameEn])) countRefused(input, 'bad-text', [row.no]);
    else if (typeof snapped === 'string') countRefused(input, snapped, [row.no]);
    else if (!coordinates) countRefused(input, 'wrong-geometry', [row.no]);
    else {
      room.areas--;
      for (const polygon of coordinates) for (const ring of polygon) room.vertices -= ring.length;
      if (room.areas < 0 || room.vertices < 0) {
        throw new ImportRefused(
          'beyond-bounds',
          `a district has at most ${AREAS_OF_A_DISTRICT} areas with ${VERTICES_OF_AREAS} vertices together`,
        );
      }
      input.largestMoveM = Math.max(input.largestMoveM, snapped.moveDeg * METRES_PER_DEGREE);
      const draft: AreaDraft = {
        code,
        parentCode: pickText(row, parent),
        level: set.level,
        kind: set.kind ?? 'comprehensive',
        name: name ?? code,
        nameEn,
        ownHouseholds: null,
        ownResidents: null,
        ownCountedOn: null,
        coordinates,
        input,
      };
      drafts.push(draft);
      if (set.gather) gathered.set(code, draft);
    }
  }
  expectFields(input, unseen);
  return { drafts, input };
}

async function readFigures(
  set: AreaSet,
  pathOf: (file: string) => string,
  drafts: AreaDraft[],
): Promise<InputReport | null> {
  const { figures } = set;
  if (!figures) return null;
  const input = createInputReport('figures', figures.file);
  const byCode = new Map(drafts.map((draft) => [draft.code, draft]));
  const unseen = new Set([figures.code, figures.households, figures.residents].flatMap(fieldsOf));
  const done = new Set<string>();
  for await (const row of readRows(figures.file, pathOf(figures.file), unseen)) {
    input.read++;
    if ('refused' in row) {
      countRefused(input, row.refused, [row.no]);
      continue;
    }
    const code = pickText(row, figures.code);
    const households = pickNumber(row, figures.households);
    const residents = pickNumber(row, figures.residents);
    const draft = code === null ? undefined : byCode.get(code);
    const bad = [households, residents].some((n) => n !== null && !(Number.isInteger(n) && n >= 0 && n < 2 ** 31)); // prettier-ignore
    if (code === null) countRefused(input, 'no-key', [row.no]);
    else if (!draft) countRefused(input, 'unknown-area', [row.no]);
    else if (done.has(code)) countRefused(input, 'duplicate-key', [row.no]);
    else if (bad) countRefused(input, 'bad-number', [row.no]);
    else {
      done.add(code);
      draft.ownHouseholds = households;
      draft.ownResidents = residents;
      draft.ownCountedOn = figures.countedOn;
      input.taken++;
    }
  }
  expectFields(input, unseen);
  return input;
}

/**
 * Read every area that a manifest names, with figures joined by code.
 *
 * @throws ImportRefused `beyond-bounds` where there are too many, `unknown-field` for a misnamed field, `bad-area`
 *   where a parent cannot be told by place
 */
export async function readAreas(
  areas: NonNullable<Manifest['areas']>,
  pathOf: (file: string) => string,
): Promise<AreaReading> {
  const drafts: AreaDraft[] = [];
  const inputs: InputReport[] = [];
  const room = { areas: AREAS_OF_A_DISTRICT, vertices: VERTICES_OF_AREAS };
  const given = areas.given ?? [];
  const input = createInputReport('areas', 'given by the manifest');
  if (given.length > 0) inputs.push(input);
  input.read = given.length;
  for (const one of given) {
    drafts.push({
      code: one.code,
      parentCode: one.parent ?? null,
      level: one.level,
      kind: 'comprehensive',
      name: one.name,
      nameEn: one.nameEn ?? null,
      ownHouseholds: null,
      ownResidents: null,
      ownCountedOn: null,
      coordinates: boxOf(one),
      input,
    });
  }
  const sets = areas.sets ?? [];
  const readOf: AreaDraft[][] = [];
  for (const set of sets) {
    const { drafts: read, input: setInput } = await readSet(set, pathOf, room);
    const figures = await readFigures(set, pathOf, read);
    readOf.push(read);
    drafts.push(...read);
    inputs.push(setInput, ...(figures ? [figures] : []));
  }
  findParents(sets, readOf, drafts);
  return { drafts, inputs };
}
