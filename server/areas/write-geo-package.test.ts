import initSqlJs from 'sql.js';
import { expect, test } from 'vitest';

import { toPolygons } from '#data/coverage/to-polygons.ts';
import { randomCells } from '#data/fixtures/random-cells.ts';
import { coverageOf } from '#data/fixtures/sound.ts';
import { readPackage, type AskPackage } from '#data/plans/from-file/read-package.ts';
import { cellsOf } from '#data/plans/from-file/read-drawn.ts';

import { toGeoPackage, type ExportedArea } from './areas-out.ts';

const areas = [...toPolygons(coverageOf(randomCells(3)))].map(([id, coordinates]): ExportedArea => ({ id, code: `C${id}`, parentId: 9000, parentCode: 'P', level: 3, kind: 'comprehensive', name: `区域${id}`, nameEn: id % 2 === 0 ? null : `Area "${id}"`, coordinates })); // prettier-ignore

async function opened(change: string): Promise<AskPackage> {
  const { Database } = await initSqlJs();
  const bytes = await toGeoPackage(areas, { description: '', madeAt: new Date(0) });
  const db = new Database(bytes);
  if (change) db.run(change);
  return (sql) => {
    const statement = db.prepare(sql);
    const rows = [];
    while (statement.step()) rows.push(statement.getAsObject());
    return rows;
  };
}

test('what goes out as a GeoPackage comes back as it was', async () => {
  const read = readPackage(await opened(''), 10_000);
  if ('refused' in read) throw new Error(read.refused);
  const drawn = cellsOf(read);
  const out = areas.map(({ id, code, level, kind, name, nameEn, coordinates }, i) => ({ row: i + 1, id, code, name, nameEn, kind, level, parent: 'P', coordinates })); // prettier-ignore
  expect(drawn).toEqual(out);
});

test.each([
  ['another projection', "UPDATE gpkg_spatial_ref_sys SET organization_coordsys_id = 4547 WHERE srs_id NOT IN (-1, 0)", 'not-degrees', 0], // prettier-ignore
  ['a layer of lines alone', "UPDATE gpkg_geometry_columns SET geometry_type_name = 'LINESTRING'", 'no-layer', 0], // prettier-ignore
  ['a shape that is cut off', 'UPDATE areas SET geom = substr(geom, 1, 60) WHERE id = (SELECT max(id) FROM areas)', 'bad-row', areas.length], // prettier-ignore
  ['more rows than are read', '', 'bad-count', 0],
])('%s', async (name, change, refused, row) => {
  const read = readPackage(await opened(change), name.startsWith('more') ? 2 : 10_000);
  expect('refused' in read ? read : cellsOf(read)).toEqual({ refused, row });
});
