import type { AreaWithBorder, Level } from '#data/areas/area.ts';
import { fromNorthWest } from '#data/areas/codes/from-north-west.ts';
import type { Coverage } from '#data/coverage/coverage.ts';
import { createCellAt } from '#data/coverage/cell-at.ts';
import { dissolve } from '#data/coverage/dissolve.ts';
import { fromPolygons } from '#data/coverage/from-polygons.ts';
import { toPolygons } from '#data/coverage/to-polygons.ts';

import type { Blocks } from './blocks.ts';
import type { CellPlan, CommunityPlan, Division, GridPlan, StreetPlan } from './divide.ts';
import { DISTRICT } from './lexicon.ts';
import type { Ground, Point } from './ground.ts';
import type { PlaceNames } from './name-places.ts';

export const LEVELS: Level[] = [
  { rank: 1, key: 'district', nameZh: '区', nameEn: 'District' },
  { rank: 2, key: 'street', nameZh: '街道', nameEn: 'Subdistrict' },
  { rank: 3, key: 'community', nameZh: '社区', nameEn: 'Community' },
  { rank: 4, key: 'grid', nameZh: '网格', nameEn: 'Grid' },
  { rank: 5, key: 'micro-grid', nameZh: '微网格', nameEn: 'Micro-grid' },
];

export interface Tree {
  areas: AreaWithBorder[];
  streetId: Map<StreetPlan, number>;
  communityId: Map<CommunityPlan, number>;
  gridId: Map<GridPlan, number>;
  cellId: Map<CellPlan, number>;
  byId: Map<number, AreaWithBorder>;
  /** The lowest area at a place in degrees, 0 outside. */
  cellAt: (lng: number, lat: number) => number;
}

/**
 * Areas of all levels: the lowest from the plan, every higher border the dissolve of them. Codes are those of the
 * statistics office for streets and communities (12 digits) and of CJ/T 213 for grids (14), and two digits more for
 * micro-grids; numbered from the north-west.
 */
export function nameAreas(
  division: Division,
  { blockOf }: Blocks,
  ground: Ground,
  names: PlaceNames,
): Tree {
  const areas: AreaWithBorder[] = [];
  const tree: Tree = {
    areas,
    streetId: new Map(),
    communityId: new Map(),
    gridId: new Map(),
    cellId: new Map(),
    byId: new Map(),
    cellAt: () => 0,
  };
  const add = (
    level: number,
    parentId: number | null,
    code: string,
    name: string,
    nameEn: string,
    kind: AreaWithBorder['kind'] = 'comprehensive',
  ): number => {
    const id = areas.length + 1;
    areas.push({
      id, code, parentId, level, kind, name, nameEn,
      ownHouseholds: null, ownResidents: null, ownCountedOn: null, coordinates: [],
    }); // prettier-ignore
    return id;
  };
  const district = add(1, null, DISTRICT.code, DISTRICT.name, DISTRICT.nameEn);
  const middleOf = (cells: readonly CellPlan[]): Point => {
    let [u, v, n] = [0, 0, 0];
    for (const cell of cells)
      for (const p of division.mesh.faces[cell.face]!) {
        u += division.mesh.points[p]![0];
        v += division.mesh.points[p]![1];
        n++;
      }
    return ground.bend(u / n, v / n);
  };
  const cellsOf = (communities: readonly CommunityPlan[]): CellPlan[] =>
    communities.flatMap((community) => community.grids.flatMap((grid) => grid.cells));

  const streets = fromNorthWest(division.streets, (s) => middleOf(cellsOf(s.communities)));
  // Breadth first, so that an area comes after its parent and the areas of a level follow each other.
  for (const [i, street] of streets.entries()) {
    const { zh, en } = names.streets.get(street)!;
    tree.streetId.set(street, add(2, district, `${DISTRICT.code}${pad(i + 1, 3)}000`, zh, en));
  }
  const communities = streets.flatMap((street) => {
    const own = fromNorthWest(street.communities, (c) => middleOf(cellsOf([c])));
    const parent = areas[tree.streetId.get(street)! - 1]!;
    for (const [i, community] of own.entries()) {
      const { zh, en } = names.communities.get(community)!;
      const code = parent.code.slice(0, 9) + pad(i + 1, 3);
      tree.communityId.set(community, add(3, parent.id, code, zh, en));
    }
    return own;
  });
  const grids = communities.flatMap((community) => {
    const own = fromNorthWest(community.grids, (g) => middleOf(g.cells));
    const parent = areas[tree.communityId.get(community)! - 1]!;
    for (const [i, grid] of own.entries()) {
      const title = names.grids.get(grid);
      const zh = title ? `${title.zh}专属网格` : `${parent.name}第${i + 1}网格`;
      const en = title ? `${title.en} Grid` : `${parent.nameEn} Grid ${i + 1}`;
      const kind = grid.purpose ? 'dedicated' : 'comprehensive';
      tree.gridId.set(grid, add(4, parent.id, parent.code + pad(i + 1, 2), zh, en, kind));
    }
    return own;
  });
  for (const grid of grids) {
    const own = fromNorthWest(grid.cells, (cell) => middleOf([cell]));
    const parent = areas[tree.gridId.get(grid)! - 1]!;
    for (const [i, cell] of own.entries()) {
      const name = `${parent.name}${pad(i + 1, 2)}微网格`;
      const nameEn = `${parent.nameEn} Micro-grid ${pad(i + 1, 2)}`;
      tree.cellId.set(cell, add(5, parent.id, parent.code + pad(i + 1, 2), name, nameEn, parent.kind)); // prettier-ignore
    }
  }
  for (const area of areas) tree.byId.set(area.id, area);
  const coverage = coverCells(division, blockOf, tree);
  tree.cellAt = createCellAt(coverage);
  for (const [id, coordinates] of toPolygons(coverage))
    tree.byId.get(id)!.coordinates = coordinates;
  for (let level = 4; level >= 1; level--) {
    const shapes = dissolve(coverage, (id) => {
      let area = tree.byId.get(id)!;
      while (area.level > level) area = tree.byId.get(area.parentId!)!;
      return area.id;
    });
    for (const [id, coordinates] of shapes) tree.byId.get(id)!.coordinates = coordinates;
  }
  return tree;
}

function coverCells(division: Division, blockOf: Blocks['blockOf'], tree: Tree): Coverage {
  const coverage = fromPolygons(
    division.cells.map((cell) => ({
      id: tree.cellId.get(cell)!,
      coordinates: [[blockOf.get(cell)!.ring]],
    })),
  );
  if ('faults' in coverage)
    throw new Error(`the plan is not seamless: ${JSON.stringify(coverage.faults.slice(0, 3))}`);
  return coverage;
}

function pad(no: number, digits: number): string {
  return String(no).padStart(digits, '0');
}
