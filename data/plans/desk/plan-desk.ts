import type { Area, AreaSaid } from '#data/areas/area.ts';
import { withParents } from '#data/areas/with-parents.ts';
import type { EdgeSet } from '#data/coverage/edge-set.ts';
import { fromPacked, type ArcsInDegrees } from '#data/coverage/from-packed.ts';
import type { Position } from '#data/geo/geometry.ts';
import { toDegrees } from '#data/geo/lattice.ts';
import { editPlan } from '#data/plans/edit-plan.ts';
import { figuresOf } from '#data/plans/figures/area-figures.ts';
import { PlanFigures } from '#data/plans/figures/plan-figures.ts';
import type { PlanAct } from '#data/plans/plan-act.ts';
import { applyPlanEdit, invertPlanEdit, type KeptPlanEdit, type PlanEdit, type PlanEditRefusal } from '#data/plans/plan-edit.ts'; // prettier-ignore
import type { PlanGround } from '#data/plans/plan-ground.ts';
import { planStateOf, type PlanArea, type PlanState } from '#data/plans/plan-state.ts';
import { fixProblem } from '#data/plans/problems/fix-problem.ts';
import { divisionOf, type Levels } from '#data/plans/problems/of-areas.ts';
import { PlanProblems } from '#data/plans/problems/plan-problems.ts';
import type { Problem } from '#data/plans/problems/problem.ts';

import { asEdges } from './as-edges.ts';
import type { Edges, PlanRow, PlanStep } from './desk-words.ts';
import { BorderChanges } from './border-changes.ts';
import { labelPlace } from './label-place.ts';
import { previewOf, type Counted, type Preview } from './preview-of.ts';
import { namesOf, stepOf } from './step-of.ts';

/** An edition as a desk is opened on it: its areas with the places of their names, and the borders of its cells. */
export interface DeskEdition extends ArcsInDegrees {
  areas: readonly (Pick<Area, 'id' | 'parentId' | 'level' | 'code' | 'kind' | 'name' | 'nameEn'> &
    Partial<AreaSaid> & { labelAt: Position })[];
  lockedBorders: ArrayLike<number>;
}

/** What has become other than it was when news were last taken; what stayed is left out. */
export interface DeskNews {
  /** Rows that are new or others, and ids of areas that are no more. */
  rows: PlanRow[];
  gone: number[];
  /** The first so many steps stay, these follow. */
  steps?: { keep: number; then: PlanStep[] };
  position: number;
  arcs?: ArcsInDegrees;
  drawn?: Edges;
  erased?: Edges;
  locked?: Edges;
  /** Worst first. */
  problems?: readonly Problem[];
}

/**
 * A plan as it is worked on: the state at a place in its edits, and what is to be seen of it. It knows nobody who keeps or
 * shows it, and what it says depends on the edition and on the edits that are made alone, not on how one came there.
 */
export class PlanDesk {
  readonly state: PlanState;
  readonly #edition: DeskEdition;
  readonly #before: ReadonlyMap<number, DeskEdition['areas'][number]>;
  #base: PlanState | null = null;
  #edits: readonly KeptPlanEdit[] = [];
  #position = 0;
  #borders: BorderChanges | null = null;
  readonly #touched = new Set<number>();
  #steps: PlanStep[] = [];
  /** So many steps were told, and the first so many of them are so still. */
  #told = { count: 0, same: 0 };
  #counted: Counted | null = null;
  /** Acts that mend problems, or null, as they were found for the plan as it is. */
  readonly #fixes = new Map<string, PlanAct | null>();
  #isMoved = true;
  #isLocked = true;

  constructor(edition: DeskEdition) {
    this.#edition = edition;
    this.#before = new Map(edition.areas.map((area) => [area.id, area]));
    this.state = planStateOf(fromPacked(edition), edition.areas, edition.lockedBorders);
    for (const id of this.state.areas.keys()) this.#touched.add(id);
  }

  get edits(): readonly KeptPlanEdit[] {
    return this.#edits;
  }

  get position(): number {
    return this.#position;
  }

  /** The edition's own state. */
  get base(): PlanState {
    const { areas, lockedBorders } = this.#edition;
    return (this.#base ??= planStateOf(fromPacked(this.#edition), areas, lockedBorders));
  }

  /** From now on figures and problems are counted from what stands on the ground. */
  putGround(ground: PlanGround, levels: Levels): void {
    const figures = new PlanFigures(this.base, this.state, ground);
    this.#counted = { figures, problems: new PlanProblems(figures, levels), levels };
    this.#fixes.clear();
    for (const id of this.state.areas.keys()) this.#touched.add(id);
  }

  /** What is counted; null until what stands on the ground was put. */
  get counted(): Counted | null {
    return this.#counted;
  }

  preview(act: PlanAct): Preview {
    return previewOf(this.state, this.#counted, act, {
      follow: (edit) => void this.#changes().follow(edit),
      labelOf: (id) => this.#labelOf(id),
    });
  }

  /** The act that mends a problem and leaves less wrong than there is; null where none is known. */
  fixOf(problem: Problem): PlanAct | null {
    if (!this.#counted) return null;
    const { figures, problems, levels } = this.#counted;
    const key = JSON.stringify(problem);
    let fix = this.#fixes.get(key);
    if (fix === undefined) this.#fixes.set(key, (fix = fixProblem(divisionOf(figures, levels), problems, problem))); // prettier-ignore
    return fix;
  }

  /** Areas as the edition has them, with what is counted of them there. */
  before(): PlanRow[] {
    const counted = this.#counted;
    const figures = counted && new PlanFigures(this.base, this.base, counted.figures.ground);
    return this.#edition.areas.map(({ id, labelAt }) => ({
      area: this.base.areas.get(id)!,
      figures: (figures && figuresOf(figures, counted.levels, id)) ?? null,
      labelAt,
      isCell: this.base.set.has(id),
      change: 'same',
    }));
  }

  editOf(act: PlanAct): PlanEdit | PlanEditRefusal {
    return editPlan(this.state, act);
  }

  /**
   * Has these edits from now on, the first so many made. What it has already of them, by their ids and from the first on,
   * stays made.
   *
   * @throws RangeError where an edit is of another state, and where there are fewer; nothing is changed then but the position
   */
  become(edits: readonly KeptPlanEdit[], position: number): void {
    if (!(position >= 0 && position <= edits.length))
      throw new RangeError(`${edits.length} edits have no place ${position}`);
    let same = 0;
    while (same < edits.length && edits[same]!.id === this.#edits[same]?.id) same++;
    this.#seek(Math.min(same, position));
    if (edits !== this.#edits) this.#tellSteps(edits);
    this.#edits = edits;
    this.#seek(position);
  }

  /** What has changed since this was last asked; the first time it is everything. */
  takeNews(): DeskNews {
    const { areas, set } = this.state;
    const isOther = this.#touched.size > 0;
    const news: DeskNews = { rows: [], gone: [], position: this.#position };
    for (const id of this.#touched) {
      if (areas.has(id)) news.rows.push(this.#row(id));
      else news.gone.push(id);
    }
    this.#touched.clear();
    const { count, same } = this.#told;
    if (same < count || same < this.#steps.length)
      news.steps = { keep: same, then: this.#steps.slice(same) };
    this.#told = { count: this.#steps.length, same: this.#steps.length };
    if (this.#isMoved) {
      news.arcs = arcsOf(set);
      news.drawn = asEdges(set, this.#borders?.edges('drawn') ?? []);
      news.erased = asEdges(set, this.#borders?.edges('erased') ?? []);
    }
    if (this.#isLocked) news.locked = asEdges(set, [...this.state.lockedBorders.values()].map(([ax, ay, bx, by]) => ({ ax, ay, bx, by }))); // prettier-ignore
    if (this.#counted && isOther) news.problems = this.#counted.problems.list();
    this.#isMoved = this.#isLocked = false;
    return news;
  }

  #seek(position: number): void {
    while (this.#position < position) this.#apply(this.#edits[this.#position]!.edit, 1);
    while (this.#position > position)
      this.#apply(invertPlanEdit(this.#edits[this.#position - 1]!.edit), -1);
  }

  #apply(edit: PlanEdit, step: 1 | -1): void {
    this.#fixes.clear();
    const cells = new Set<number>();
    for (const { left, right } of [...(edit.borders?.patch.remove ?? []), ...(edit.borders?.patch.add ?? [])]) cells.add(left).add(right); // prettier-ignore
    cells.delete(0);
    for (const { id } of edit.areas) cells.add(id);
    this.#note(cells);
    const changes = this.#changes();
    if (this.#counted) {
      const touched = this.#counted.figures.apply(edit);
      this.#counted.problems.follow(edit, touched);
      for (const id of touched.areas) this.#touched.add(id);
    } else applyPlanEdit(this.state, edit);
    for (const id of changes.follow(edit)) this.#touched.add(id);
    this.#position += step;
    this.#note(cells);
    if (edit.borders) this.#isMoved = true;
    if (edit.locks) this.#isLocked = true;
  }

  /** Areas, with those above them. */
  #note(ids: Iterable<number>): void {
    for (const id of ids) {
      this.#touched.add(id);
      for (const area of withParents(this.state.areas, id)) this.#touched.add(area.id);
    }
  }

  /** Words of edits that the desk is about to have; it stands where both lists are the same still. */
  #tellSteps(edits: readonly KeptPlanEdit[]): void {
    const names = new Map([...this.state.areas.values()].map((area) => [area.id, namesOf(area)]));
    const steps = edits.map((kept, i) => {
      const step = this.#steps[i];
      if (kept === this.#edits[i]) return step!;
      return i < this.#position ? { ...step!, actor: kept.actor, madeAt: kept.madeAt } : stepOf(kept, names); // prettier-ignore
    });
    let same = 0;
    while (same < this.#told.same && steps[same] === this.#steps[same]) same++;
    this.#told.same = same;
    this.#steps = steps;
  }

  #changes(): BorderChanges {
    return (this.#borders ??= new BorderChanges(this.base, this.state));
  }

  #labelOf(id: number): Position {
    const before = this.#before.get(id)?.labelAt;
    return before && !this.#borders?.isOther(id) ? before : labelPlace(this.state, id, before);
  }

  #row(id: number): PlanRow {
    const { state } = this;
    const [area, before] = [state.areas.get(id)!, this.#before.get(id)];
    const isOther = this.#borders?.isOther(id) ?? false;
    const labelAt = this.#labelOf(id);
    const change = !before ? 'new' : isOther ? 'reshaped' : this.#borders && isDescribed(area, this.base.areas.get(id)!) ? 'described' : 'same'; // prettier-ignore
    const figures = (this.#counted && figuresOf(this.#counted.figures, this.#counted.levels, id)) ?? null; // prettier-ignore
    return { area, figures, labelAt, isCell: state.set.has(id), change };
  }
}

/** Whether other words are said of an area, or another parent's. */
function isDescribed(area: PlanArea, before: PlanArea): boolean {
  return (
    area !== before &&
    (Object.keys(area) as (keyof PlanArea)[]).some((key) => JSON.stringify(area[key]) !== JSON.stringify(before[key])) // prettier-ignore
  );
}

/** Borders as the wire has them. */
function arcsOf(set: EdgeSet): ArcsInDegrees {
  const { vertices, starts, left, right, originX, originY } = set.toCoverage();
  const positions = new Float64Array(vertices.length);
  for (let i = 0; i < vertices.length; i += 2) {
    positions[i] = toDegrees(vertices[i]! + originX);
    positions[i + 1] = toDegrees(vertices[i + 1]! + originY);
  }
  return { positions, starts, left, right };
}
