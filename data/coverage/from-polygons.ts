import { buildArcs } from './build-arcs.ts';
import { checkCells } from './check.ts';
import type { CellShape, Coverage, Fault } from './coverage.ts';
import { tableEdges } from './edge-table.ts';
import { readCells } from './read-cells.ts';

/**
 * The coverage of polygons that are seamless to the last digit, or every reason why they are none
 * (tell them apart by `'faults' in result`). Borders are rebuilt by exact match of their ends; no
 * coordinate moves. Bounds and thrown errors as `readCells` has them.
 */
export function fromPolygons(shapes: readonly CellShape[]): Coverage | { faults: Fault[] } {
  const { cells, faults } = readCells(shapes);
  if (!cells) return { faults };
  const table = tableEdges(cells);
  const all = [...faults, ...checkCells(cells, table, shapes)];
  return all.length > 0 ? { faults: all } : buildArcs(cells, table);
}
