import type { CellPlan, Division, EstatePlan, GridPlan, Purpose, Zone } from './divide.ts';
import type { Draw } from './draw.ts';
import type { Form } from './layouts.ts';

/** How a lowest area is built on, and a number in [0, 1) that chooses among the ways to do it. */
export interface Manner {
  form: Form;
  style: number;
}

/** Forms of open housing blocks by zone, and how often. */
const FORMS: Record<Zone, [Form, number][]> = {
  old: [['slabs', 0.68], ['shops', 0.2], ['towers', 0.06], ['pocket', 0.06]],
  centre: [['towers', 0.36], ['slabs', 0.26], ['offices', 0.2], ['shops', 0.13], ['pocket', 0.05]],
  homes: [['slabs', 0.6], ['towers', 0.26], ['shops', 0.1], ['pocket', 0.04]],
  works: [['slabs', 0.6], ['towers', 0.08], ['works', 0.16], ['shops', 0.13], ['pocket', 0.03]],
  campus: [['slabs', 0.5], ['towers', 0.28], ['shops', 0.16], ['pocket', 0.06]],
}; // prettier-ignore
const PURPOSE_FORMS = {
  riverside: 'riverside',
  park: 'park',
  lake: 'lake',
  hill: 'hill',
  campus: 'campus',
  school: 'school',
  hospital: 'hospital',
  market: 'market',
  mall: 'mall',
  works: 'works',
  station: 'station',
} as const satisfies Record<Purpose, Form>;
const TOWERS_IN_ESTATES: Record<Zone, number> = { old: 0.1, centre: 0.75, homes: 0.34, works: 0.12, campus: 0.5 }; // prettier-ignore

/** What is built on each lowest area, before the old town has its lanes. */
export function chooseForms({ grids }: Division, draw: Draw): Map<CellPlan, Manner> {
  const manners = new Map<CellPlan, Manner>();
  const estates = new Map<EstatePlan, Manner>();
  for (const grid of grids) {
    for (const cell of grid.cells) manners.set(cell, { form: 'slabs', style: draw() });
    choose(grid);
  }
  return manners;

  function choose(grid: GridPlan): void {
    const { zone } = grid.community;
    const own = grid.cells.map((cell) => manners.get(cell)!);
    if (grid.purpose) {
      for (const manner of own) manner.form = PURPOSE_FORMS[grid.purpose];
      return;
    }
    if (grid.estate) {
      // An estate is built in one way, a courtyard here and there in another.
      let way = estates.get(grid.estate);
      if (!way) {
        way = { form: draw() < TOWERS_IN_ESTATES[zone] ? 'towers' : 'slabs', style: draw() };
        estates.set(grid.estate, way);
      }
      for (const manner of own) {
        manner.style = way.style;
        manner.form = draw() < 0.88 ? way.form : way.form === 'towers' ? 'slabs' : 'towers';
      }
      return;
    }
    for (const manner of own) {
      let at = draw();
      for (const [form, often] of FORMS[zone]) {
        manner.form = form;
        at -= often;
        if (at < 0) break;
      }
    }
    // Nobody could live in a grid of shops alone.
    if (!own.some(({ form }) => isHousing(form))) own[0]!.form = 'slabs';
  }
}

export function isHousing(form: Form): boolean {
  return form === 'slabs' || form === 'towers' || form === 'old';
}
