import { editPlan } from '#data/plans/edit-plan.ts';
import { landIn } from '#data/plans/figures/former-land.ts';
import { REDRAWN_MAX, type PlanAct } from '#data/plans/plan-act.ts';
import { applyPlanEdit, type PlanEdit } from '#data/plans/plan-edit.ts';
import { nextAreaId, type PlanArea, type PlanState } from '#data/plans/plan-state.ts';
import { redrawAct } from '#data/plans/redraw-act.ts';

import { setFrom } from './changed-cells.ts';
import { saidAnew } from './said-otherwise.ts';
import { settleLand } from './settle-land.ts';

/** What came of it where the plan was chosen. */
interface Settled {
  /** The acts made, in order. */
  made: { act: PlanAct; edit: PlanEdit }[];
  /** What does not hold. */
  lost: { why: string; areas: number[] }[];
  /** The areas of the plan whose words were said. */
  named: Set<number>;
  /** Whether the land lies as the plan has it. */
  isDrawn: boolean;
}

/**
 * Where the plan was chosen and its acts do not come to it any more. Where it has drawn, one act redraws the land, and others
 * say where the cells belong and what they are called: a cell that the edition in force retired comes back under an id of
 * the plan, and without its code, which is never given again. Where it has only said something of a cell that is no more,
 * that is said of the cells that most of its land went to.
 *
 * @param now is changed by what is answered
 * @param theirs the edition in force, as `now` was before the plan's edits; sets of one origin
 * @param chosen areas that are to be as `mine` has them: of `base`, or cells of `theirs` on land that was nobody's
 * @param own the cells of `base` whose land the plan has changed
 */
export function settleMine(
  base: PlanState,
  mine: PlanState,
  now: PlanState,
  theirs: Pick<PlanState, 'set' | 'areas'>,
  chosen: readonly number[],
  own: ReadonlySet<number>,
): Settled {
  const { originX, originY } = now.set;
  const idOf = new Map<number, number>();
  const firstId = nextAreaId(now);
  const nameOf = (cell: number): number => {
    if (now.set.has(cell)) return cell;
    if (!idOf.has(cell)) idOf.set(cell, firstId + idOf.size);
    return idOf.get(cell)!;
  };
  const [was, drawn] = [setFrom(base.set, originX, originY), setFrom(mine.set, originX, originY)];
  const out: Settled = { made: [], lost: [], named: new Set(), isDrawn: true };
  const { made, lost } = out;
  /** Makes an act; why it cannot be made, and null where nothing is lost by that. */
  const make = (act: PlanAct): { why: string; areas: number[] } | null => {
    const done = editPlan(now, act);
    if ('refused' in done)
      return done.refused === 'changes-nothing' ? null : { why: done.refused, areas: done.areas };
    applyPlanEdit(now, done);
    made.push({ act, edit: done });
    return null;
  };
  const cells = chosen.filter((cell) => own.has(cell));
  const taken = chosen.filter((id) => !base.areas.has(id) && theirs.set.has(id));
  const edit = settleLand({ set: now.set, base: was, mine: drawn, theirs: theirs.set, cells, taken, nameOf }); // prettier-ignore
  if (edit && 'refused' in edit) {
    if (edit.refused !== 'changes-nothing') {
      lost.push({ why: edit.refused, areas: edit.cells });
      out.isDrawn = false;
    }
  } else if (edit) {
    const act = redrawAct(now.set, edit);
    const no = act.cells.length > REDRAWN_MAX.cells ? { why: 'too-many-cells', areas: [] } : make(act); // prettier-ignore
    if (no) {
      lost.push(no);
      out.isDrawn = false;
    }
  }
  if (out.isDrawn) for (const cell of sayOfRedrawn()) out.named.add(cell);
  for (const id of chosen)
    if (!own.has(id) && base.areas.has(id) && !now.areas.has(id) && sayOfSuccessors(id))
      out.named.add(id);
  return out;

  function sayOfRedrawn(): number[] {
    const isNew = ({ id }: PlanArea): boolean => !base.areas.has(id) && !theirs.areas.has(id);
    const redrawn = [...idOf].flatMap(([cell, id]) => (now.areas.has(id) ? [{ id, area: mine.areas.get(cell) ?? theirs.areas.get(cell)! }] : [])); // prettier-ignore
    for (const { id, area } of redrawn) {
      const { parentId } = area;
      if (parentId === null || parentId === now.areas.get(id)!.parentId) continue;
      const no = make({ verb: 'reassign', areas: [id], parentId });
      if (no) lost.push(no);
    }
    for (const { id, area } of redrawn) {
      const words = { ...wordsOf(area), code: isNew(area) ? area.code : '' };
      const no = make({ verb: 'describe', areas: [{ id, words }] });
      if (!no) continue;
      lost.push(no);
      make({ verb: 'describe', areas: [{ id, words: { ...words, code: '' } }] });
    }
    return redrawn.map(({ area }) => area.id);
  }

  /** Whether what the plan says of a cell that is no more is said of what it has become, but for its code. */
  function sayOfSuccessors(id: number): boolean {
    const area = mine.areas.get(id);
    if (!area || !was.has(id)) return false;
    const { code: _, parentId, ...words } = saidAnew(base.areas.get(id)!, area);
    const heirs = landIn(was, id, now.set).flatMap(({ cell, ofOther }) => (ofOther > 0.5 ? [cell] : [])); // prettier-ignore
    if (heirs.length === 0) return false;
    const acts: PlanAct[] = [];
    if (parentId) acts.push({ verb: 'reassign', areas: heirs, parentId });
    if (Object.keys(words).length > 0)
      acts.push({ verb: 'describe', areas: heirs.map((heir) => ({ id: heir, words })) });
    const no = acts.flatMap((act) => make(act) ?? []);
    lost.push(...no);
    return acts.length > 0;
  }
}

function wordsOf({ name, nameEn, kind, leaderId, ownerId, band, locked }: PlanArea) {
  return { name, nameEn, kind, leaderId, ownerId, band, locked };
}
