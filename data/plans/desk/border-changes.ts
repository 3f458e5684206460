import { withParents } from '#data/areas/with-parents.ts';
import type { Edge } from '#data/coverage/edge-set.ts';
import { cellsUnder } from '#data/plans/cells-under.ts';
import { lockKey } from '#data/plans/lock-key.ts';
import type { PlanEdit } from '#data/plans/plan-edit.ts';
import type { PlanState } from '#data/plans/plan-state.ts';

import { forNear, isMadeUp, liesOn } from './lies-on.ts';

type Land = Pick<PlanState, 'set' | 'areas'>;

interface EdgeChange {
  edge: Edge;
  /** It is there and was not, was there and is not, or is whose outline it was not. */
  kind: 'drawn' | 'erased' | 'other';
  /** Areas that have it in their outline now and had not, or the other way round. */
  areas: number[];
}

/**
 * Where the borders of a plan are others than those of its edition, kept as edits are made. A border that only has a
 * vertex more, where a line ends on it, is where it was.
 */
export class BorderChanges {
  readonly #base: Land;
  readonly #state: Land;
  readonly #changes = new Map<string, EdgeChange>();
  readonly #ofArea = new Map<number, number>();

  /** @param state as the base still */
  constructor(base: Land, state: Land) {
    this.#base = base;
    this.#state = state;
  }

  /** After an edit was made, or taken back. Answers the areas whose outline has become another, or is again as it was. */
  follow({ borders, areas }: PlanEdit): number[] {
    const before = new Map<number, boolean>();
    this.#watch = (area) => void (before.has(area) || before.set(area, this.isOther(area)));
    const looked = new Map<string, Edge>();
    const look = (edge: Edge): void => void looked.set(keyOf(edge), edge);
    const { remove = [], add = [] } = borders?.patch ?? {};
    for (const edge of [...remove, ...add]) {
      look(edge);
      forNear(this.#base.set, edge, look);
    }
    const { set } = this.#state;
    const retold = areas.filter(({ was, is }) => was && is && 'parentId' in is).map(({ id }) => id);
    for (const cell of cellsUnder(this.#state, retold)) for (const id of set.of(cell)) look(set.edge(id)); // prettier-ignore
    for (const [key, edge] of looked) this.#lookAt(key, edge);
    return [...before].flatMap(([area, was]) => (was === this.isOther(area) ? [] : [area]));
  }

  /** Whether the outline of an area is another than in the edition. */
  isOther(area: number): boolean {
    return this.#ofArea.has(area);
  }

  edges(kind: 'drawn' | 'erased'): Edge[] {
    return [...this.#changes.values()].flatMap((change) => {
      const isOutline = kind === 'drawn' && change.kind === 'other' && change.areas.some((id) => this.#isFounded(id)); // prettier-ignore
      return change.kind === kind || isOutline ? [change.edge] : [];
    });
  }

  /** An area that others were put below: its outline is new, though no border of a cell is. */
  #isFounded(id: number): boolean {
    return this.#state.areas.has(id) && !this.#base.areas.has(id) && !this.#state.set.has(id);
  }

  #lookAt(key: string, edge: Edge): void {
    for (const area of this.#changes.get(key)?.areas ?? []) this.#count(area, -1);
    this.#changes.delete(key);
    const change = this.#changeOf(edge);
    if (!change || (change.kind === 'other' && change.areas.length === 0)) return;
    this.#changes.set(key, change);
    for (const area of change.areas) this.#count(area, 1);
  }

  #changeOf({ ax, ay, bx, by }: Edge): EdgeChange | null {
    const [state, base] = [this.#state, this.#base];
    const [isId, wasId] = [state.set.between(ax, ay, bx, by), base.set.between(ax, ay, bx, by)];
    const is = isId < 0 ? null : state.set.edge(isId);
    const was = wasId < 0 ? null : base.set.edge(wasId);
    if (is) {
      let former = was;
      if (!former)
        forNear(base.set, is, (edge) => void (former ??= liesOn(is, edge) ? edge : null));
      const areas = difference(outlined(state, is), former ? outlined(base, former) : []);
      return { edge: is, kind: former ? 'other' : 'drawn', areas };
    }
    if (!was) return null;
    const pieces: Edge[] = [];
    forNear(state.set, was, (edge) => void pieces.push(edge));
    return isMadeUp(was, pieces) ? null : { edge: was, kind: 'erased', areas: outlined(base, was) };
  }

  #watch: (area: number) => void = () => undefined;

  #count(area: number, by: 1 | -1): void {
    this.#watch(area);
    const count = (this.#ofArea.get(area) ?? 0) + by;
    if (count === 0) this.#ofArea.delete(area);
    else this.#ofArea.set(area, count);
  }
}

const keyOf = ({ ax, ay, bx, by }: Edge): string => lockKey([ax, ay, bx, by]);

/** Areas whose outline an edge is part of: those on one side of it alone. */
function outlined({ areas }: Land, { left, right }: Edge): number[] {
  const [one, other] = [withParents(areas, left), withParents(areas, right)];
  let same = 0;
  while (same < one.length && one[same]!.id === other[same]?.id) same++;
  return [...one.slice(same), ...other.slice(same)].map(({ id }) => id);
}

function difference(a: readonly number[], b: readonly number[]): number[] {
  return [...a.filter((id) => !b.includes(id)), ...b.filter((id) => !a.includes(id))];
}
