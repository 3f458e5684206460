import { LEAST_HEIR } from '#data/areas/least-heir.ts';
import { whoGainsSight, type LandPiece } from '#data/access/who-gains-sight.ts';
import type { CrosswalkRow } from '#data/plans/crosswalk.ts';
import { planStateOf, type PlanState } from '#data/plans/plan-state.ts';
import type { SightGains } from '#data/plans/sight-gained.ts';
import type { Ask } from '#server/session/session.ts';

import { lookAtState, type StateDeps } from './look-at-state.ts';
import { makeCrosswalk } from './make-crosswalk.ts';
import {
  selectAreaPosts,
  selectDistrictPosts,
  selectNames,
  type NamedAreaPost,
} from './sight.sql.ts';

/** So many are listed, with so many areas each; all are counted. */
const LINES_MAX = 200;
const AREAS_MAX = 5;

/**
 * Who would come to see land of other areas were a plan published now. Posts go where publishing takes them: on at the
 * areas that theirs went to, to whom an area names as its leader, and a wall to where most of its area went.
 *
 * @throws Refusal 404 unknown-plan; 409 edition-moved-on
 */
export async function readSight(ask: Ask, deps: StateDeps, id: string): Promise<SightGains> {
  return lookAtState(deps, id, async (db, _plan, after) => {
    const before = planStateOf(deps.areas.coverage!, deps.areas.areas);
    const rows = await makeCrosswalk(ask, db, before, after, deps.areas.areas);
    const posts = await selectAreaPosts(db, ask.at);
    const root = [...before.areas.values()].find(({ parentId }) => parentId === null)?.id ?? 0;
    const whole = (await selectDistrictPosts(db, ask.at)).map((post) => ({
      ...post,
      areaId: root,
    }));
    const later = [...moved(posts, after, rows), ...whole];
    const names = new Map(posts.map(({ holder, noun, name }) => [holder, { noun, name }]));
    const led = newLeaders(before, after);
    const leaders = await selectNames(db, [...led.values()]);
    for (const [personId, name] of leaders)
      if (!names.has(`people ${personId}`)) names.set(`people ${personId}`, { noun: 'people', name }); // prettier-ignore
    const gains = whoGainsSight(
      { areas: treeOf(before), posts: [...posts, ...whole] },
      {
        areas: treeOf(after),
        // Whoever is named leads alone.
        posts: [
          ...later.filter(({ role, areaId }) => role !== 'leader' || !led.has(areaId)),
          ...[...led].map(([areaId, personId]) => ({ holder: `people ${personId}`, role: 'leader' as const, areaId })), // prettier-ignore
        ],
      },
      piecesOf(before, after, rows),
    );
    const lines = gains
      .flatMap(({ holder, role, areas }) => {
        const known = names.get(holder);
        return known ? [{ ...known, role, areas, areaCount: areas.length }] : [];
      })
      .sort((a, b) => b.areaCount - a.areaCount || a.name.localeCompare(b.name, 'zh'));
    return {
      count: lines.length,
      lines: lines.slice(0, LINES_MAX).map(({ areas, ...line }) => ({
        ...line,
        areas: areas.slice(0, AREAS_MAX).map(({ id, whole }) => {
          const { code, name, nameEn } = before.areas.get(id)!;
          return { id, code, name, nameEn, whole };
        }),
      })),
    };
  });
}

const treeOf = ({ areas }: PlanState): Map<number, number | null> => new Map([...areas].map(([id, { parentId }]) => [id, parentId])); // prettier-ignore

/** Where each post is then: where it was, or at the areas that its own went to; a wall at the first of them. */
function moved(
  posts: readonly NamedAreaPost[],
  after: PlanState,
  rows: readonly CrosswalkRow[],
): NamedAreaPost[] {
  const heirs = new Map<number, CrosswalkRow[]>();
  for (const row of rows)
    if (row.shareArea > LEAST_HEIR) heirs.set(row.fromId, [...(heirs.get(row.fromId) ?? []), row]);
  return posts.flatMap((post) => {
    if (after.areas.has(post.areaId)) return [post];
    const to = [...(heirs.get(post.areaId) ?? [])]
      .sort(
        (a, b) =>
          b.shareHouseholds - a.shareHouseholds || b.shareArea - a.shareArea || a.toId - b.toId,
      ) // prettier-ignore
      .map(({ toId }) => toId);
    const places = post.role === 'wall' ? to.slice(0, 1) : to;
    return places.map((areaId) => ({ ...post, areaId }));
  });
}

/** Whom the plan names to lead an area, where nobody or somebody else was named before. */
function newLeaders(before: PlanState, after: PlanState): Map<number, number> {
  const named = [...after.areas.values()].filter(
    ({ id, leaderId }) => leaderId !== null && before.areas.get(id)?.leaderId !== leaderId,
  );
  return new Map(named.map(({ id, leaderId }) => [id, leaderId!]));
}

/** Cells that stay are a piece each; of the others each part that goes somewhere. Specks are nobody's gain. */
function piecesOf(before: PlanState, after: PlanState, rows: readonly CrosswalkRow[]): LandPiece[] {
  const cells = new Set(before.set.cells());
  const parts = rows.filter(({ fromId, shareArea }) => cells.has(fromId) && shareArea > LEAST_HEIR);
  const told = new Set(parts.map(({ fromId }) => fromId));
  const stay = [...cells].filter((cell) => !told.has(cell) && after.areas.has(cell));
  return [
    ...stay.map((cell) => ({ fromId: cell, toId: cell })),
    ...parts.map(({ fromId, toId }) => ({ fromId, toId })),
  ];
}
