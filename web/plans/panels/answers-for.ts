import type { Level } from '#data/areas/area.ts';
import { FIRST_PLAN_AREA_ID } from '#data/plans/plan-act.ts';
import type { PlanArea } from '#data/plans/plan-state.ts';
import type { Chain } from '#data/wire/about.ts';

import { nameIn, type Language } from '../../words/words.ts';

/** What has been answered, by path; null: it could not be. */
export type Held = ReadonlyMap<string, unknown>;

/** Who answers for an area. */
export type AnswersFor =
  /** Of a level of which nobody need. */
  | 'nobody-need'
  | 'nobody'
  /** It could not be asked. */
  | 'unknown'
  /** These are asked of the server first. */
  | { asks: readonly string[] }
  | { name: string; of: PlanArea };

interface NamedAnswer {
  people?: { id: number; name: string }[];
  organisations?: { id: number; name: string; nameEn: string | null }[];
}

/**
 * Who answers for an area, as a plan says it: of a dedicated one its owner, else its leader. Whom the plan does not name is
 * who leads it by a post. For what is smaller than a grid its grid's answer where it has nobody of its own.
 */
export function answersFor(
  area: PlanArea,
  areaOf: (id: number) => PlanArea | undefined,
  levels: readonly Pick<Level, 'rank' | 'key'>[],
  held: Held,
  language: Language,
): AnswersFor {
  const gridRank = levels.find(({ key }) => key === 'grid')?.rank ?? Infinity;
  const asks: string[] = [];
  for (let one: PlanArea | undefined = area; one; one = aboveOf(one, areaOf, gridRank)) {
    const path = pathOf(one);
    if (path === null) continue;
    const answer = held.get(path);
    if (answer === undefined) {
      asks.push(path);
      continue;
    }
    if (answer === null) return asks.length > 0 ? { asks } : 'unknown';
    const name = nameOf(one, answer, language);
    // Whoever is nearer, and is asked for still, comes first.
    if (name !== null && asks.length === 0) return { name, of: one };
  }
  if (asks.length > 0) return { asks };
  return area.level < gridRank ? 'nobody-need' : 'nobody';
}

const aboveOf = (area: PlanArea, areaOf: (id: number) => PlanArea | undefined, gridRank: number) =>
  area.level > gridRank && area.parentId !== null ? areaOf(area.parentId) : undefined;

/** Where it is asked; null where there is nobody to be asked for. */
function pathOf({ id, kind, ownerId, leaderId }: PlanArea): string | null {
  if (kind === 'dedicated' && ownerId !== null) return `/api/organisations?ids=${ownerId}`;
  if (kind !== 'dedicated' && leaderId !== null) return `/api/people?ids=${leaderId}`;
  return id < FIRST_PLAN_AREA_ID ? `/api/areas/${id}/chain` : null;
}

/** The name in an answer; null where there is nobody. */
function nameOf(area: PlanArea, answer: unknown, language: Language): string | null {
  const { people, organisations } = answer as NamedAnswer;
  if (organisations) return organisations[0] ? nameIn(language, organisations[0]) : null;
  if (people) return people[0]?.name ?? null;
  const held = (answer as Chain).areas.find((step) => step.area.id === area.id)?.posts ?? [];
  const leaders = held.filter(({ role }) => role === 'leader');
  if (area.kind !== 'dedicated') return leaders[0]?.name ?? null;
  const owner = leaders.find(({ organisation }) => organisation)?.organisation;
  return owner ? nameIn(language, owner) : null;
}
