import { Type } from 'typebox';

import { NamedCrosswalkRow } from '#data/areas/crosswalk-row.ts';
import { PlanAct, PlanEditRequest } from '#data/plans/plan-act.ts';
import type { PlanEdit } from '#data/plans/plan-edit.ts';
import { CLASH_KEYS } from '#data/plans/rebase/said-otherwise.ts';
import {
  Plan,
  PLAN_EDITS_MAX,
  PLAN_STATUSES,
  PlanBeginning,
  PositionRequest,
  RebaseRequest,
} from '#data/plans/plan.ts';
import { CrosswalkCsv, crosswalkCsv } from '#server/areas/crosswalk-csv.ts';
import { AreasOutQuery, areasOutAnswer, sendAreas } from '#server/areas/send-areas.ts';
import type { App, Deps } from '#server/deps.ts';
import { askOf, type Ask, type Asker } from '#server/session/session.ts';

import { addEdit } from './add-edit.ts';
import { beginPlan } from './begin-plan.ts';
import { listPlans } from './list-plans.ts';
import { plansLifeRoutes } from './life-routes.ts';
import { movePosition } from './move-position.ts';
import { createPlanStates } from './plan-states.ts';
import { readConflicts } from './read-conflicts.ts';
import { readCodes } from './read-codes.ts';
import { readCrosswalk } from './read-crosswalk.ts';
import { readPlanOut } from './read-plan-out.ts';
import { readPlan } from './read-plan.ts';
import { bringOver, chosenOf } from './rebase-plan.ts';

const Uuid = Type.String({ format: 'uuid' });
const Params = Type.Object({ id: Uuid }, { additionalProperties: false });
const ListQuery = Type.Object(
  {
    status: Type.Optional(Type.Enum([...PLAN_STATUSES])),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
    before: Type.Optional(
      Type.String({ format: 'uuid', description: 'the last one of the page before: its `next`' }),
    ),
  },
  { additionalProperties: false },
);
const PlanPage = Type.Object({
  plans: Type.Array(Plan),
  next: Type.Union([Uuid, Type.Null()], {
    description: 'for `before` of the next page; null at the end',
  }),
});
const EditsQuery = Type.Object(
  {
    after: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: PLAN_EDITS_MAX,
        description: 'the last edit that the reader has, by its place',
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 1000 })),
  },
  { additionalProperties: false },
);
const KeptEdit = Type.Object({
  seq: Type.Integer({ minimum: 1 }),
  id: Uuid,
  act: PlanAct,
  edit: Type.Unsafe<PlanEdit>({
    type: 'object',
    additionalProperties: true,
    description:
      'what goes, what comes and what changes, to be made and taken back as it is: see data/plans/plan-edit',
  }),
  actor: Type.String(),
  madeAt: Type.String({ format: 'date-time' }),
});
const PlanWithEdits = Type.Object({
  plan: Plan,
  edits: Type.Array(KeptEdit),
  next: Type.Union([Type.Integer(), Type.Null()], {
    description: 'for `after` of the rest; null where these are the last',
  }),
});
const Crosswalk = Type.Object({
  plan: Plan,
  /** By level, then by where they come from; areas that stay as they are have none. */
  rows: Type.Array(NamedCrosswalkRow),
});
const Codes = Type.Object({
  plan: Plan,
  scheme: Type.String({ description: 'by which the district is numbered' }),
  /** Areas that keep their code have none. */
  codes: Type.Array(
    Type.Object({
      areaId: Type.Integer(),
      name: Type.String(),
      was: Type.String({ description: "'' of an area that is new" }),
      code: Type.String({ description: 'what it would get were the plan published now' }),
    }),
  ),
});
const Saved = Type.Object({ plan: Plan, edit: KeptEdit });
const Dropped = Type.Array(
  Type.Object({
    seq: Type.Integer({ minimum: 1, description: 'its place in the plan as it was' }),
    why: Type.String({
      description:
        '`theirs`, `in-force` where that has it already, `undone` where it had been taken back, or why it does not hold on the edition in force',
    }),
    areas: Type.Array(Type.Integer()),
  }),
);
const Land = Type.Array(Type.Array(Type.Array(Type.Array(Type.Number()))), {
  description: 'coordinates of a MultiPolygon',
});
const Ids = Type.String({
  pattern: '^[0-9]{1,10}(,[0-9]{1,10}){0,999}$',
  description: 'ids with commas between, at most 1,000',
});
const ChosenQuery = Type.Object(
  {
    mine: Type.Optional(Ids),
    theirs: Type.Optional(Ids),
  },
  {
    additionalProperties: false,
    description: 'what has been chosen already: what else stands in the way is answered',
  },
);
const Conflicts = Type.Object({
  plan: Plan,
  editionId: Type.Integer({ description: 'the edition in force' }),
  conflicts: Type.Array(
    Type.Object({
      id: Type.Integer({
        description: 'of the edition that the plan was begun on, or of the one in force',
      }),
      name: Type.String(),
      nameEn: Type.Union([Type.String(), Type.Null()]),
      at: Type.Tuple([Type.Number(), Type.Number()]),
      base: Land,
      mine: Type.Array(Land),
      theirs: Type.Array(Land),
      clashes: Type.Array(
        Type.Object({
          key: Type.Enum([...CLASH_KEYS]),
          was: Type.Unknown(),
          mine: Type.Unknown(),
          theirs: Type.Unknown(),
          isGone: Type.Boolean({ description: 'the area is no more in force' }),
        }),
        { description: 'what both say of it, each otherwise' },
      ),
    }),
  ),
  more: Type.Integer({ minimum: 0, description: 'so many are left out here' }),
  dropped: Dropped,
});
const BroughtOver = Type.Object({ plan: Plan, dropped: Dropped });

/**
 * GET and POST /api/plans, GET /api/plans/:id, POST /api/plans/:id/edits, POST /api/plans/:id/position,
 * GET /api/plans/:id/conflicts, POST /api/plans/:id/rebase, GET /api/plans/:id/areas, GET /api/plans/:id/crosswalk(.csv),
 * GET /api/plans/:id/codes; and what becomes of a plan as a whole
 */
export async function plansRoutes(app: App, deps: Deps): Promise<void> {
  const ask = (request: Asker): Ask => askOf(request, deps.clock);
  const states = createPlanStates(deps.areas);
  const idOf = (request: { params: { id: string } }): string => request.params.id.toLowerCase();

  app.get(
    '/api/plans',
    {
      config: { needs: 'see-plans', whole: true },
      schema: { querystring: ListQuery, response: { 200: PlanPage } },
    },
    (request) => {
      const { status = null, before = null, limit = 100 } = request.query;
      return listPlans(ask(request), deps.pool, { status, before, limit });
    },
  );

  app.post(
    '/api/plans',
    {
      config: { needs: 'draw-plan', whole: true },
      schema: { body: PlanBeginning, response: { 200: Plan, 201: Plan } },
    },
    async (request, reply) => {
      const { plan, again } = await beginPlan(ask(request), deps, request.body);
      return reply.code(again ? 200 : 201).send(plan);
    },
  );

  app.get(
    '/api/plans/:id',
    {
      config: { needs: 'see-plans', whole: true },
      schema: { params: Params, querystring: EditsQuery, response: { 200: PlanWithEdits } },
      // Made here, and long: it is written as it is.
      serializerCompiler: () => JSON.stringify,
    },
    (request) => {
      const { after = 0, limit = 1000 } = request.query;
      return readPlan(ask(request), deps.pool, idOf(request), { after, limit });
    },
  );

  app.get(
    '/api/plans/:id/crosswalk',
    {
      config: { needs: 'see-plans', whole: true },
      schema: { params: Params, response: { 200: Crosswalk } },
    },
    (request) => readCrosswalk(ask(request), { ...deps, states }, idOf(request)),
  );

  app.get(
    '/api/plans/:id/areas',
    {
      config: { needs: 'hand-out', whole: true },
      schema: { params: Params, querystring: AreasOutQuery, response: areasOutAnswer },
    },
    async (request, reply) => {
      const { format = 'geojson', level = null } = request.query;
      const asked = ask(request);
      const id = idOf(request);
      const out = await readPlanOut(asked, { ...deps, states }, { id, level });
      return sendAreas(reply, out, { format, of: `plan-${id}-areas`, madeAt: asked.at });
    },
  );

  app.get(
    '/api/plans/:id/crosswalk.csv',
    {
      config: { needs: 'hand-out', whole: true },
      schema: { params: Params, response: CrosswalkCsv },
    },
    async (request, reply) => {
      const { rows } = await readCrosswalk(ask(request), { ...deps, states }, idOf(request));
      return reply.type('text/csv; charset=utf-8').send(crosswalkCsv(rows));
    },
  );

  app.get(
    '/api/plans/:id/codes',
    {
      config: { needs: 'see-plans', whole: true },
      schema: { params: Params, response: { 200: Codes } },
    },
    (request) => readCodes(ask(request), { ...deps, states }, idOf(request)),
  );

  app.post(
    '/api/plans/:id/edits',
    {
      config: { needs: 'draw-plan', whole: true },
      schema: { params: Params, body: PlanEditRequest, response: { 200: Saved, 201: Saved } },
      serializerCompiler: () => JSON.stringify,
    },
    async (request, reply) => {
      const given = { ...deps, states };
      const { again, ...saved } = await addEdit(ask(request), given, idOf(request), request.body);
      return reply.code(again ? 200 : 201).send(saved);
    },
  );

  app.post(
    '/api/plans/:id/position',
    {
      config: { needs: 'draw-plan', whole: true },
      schema: { params: Params, body: PositionRequest, response: { 200: Plan } },
    },
    (request) => movePosition(ask(request), { ...deps, states }, idOf(request), request.body),
  );

  app.get(
    '/api/plans/:id/conflicts',
    {
      config: { needs: 'see-plans', whole: true },
      schema: { params: Params, querystring: ChosenQuery, response: { 200: Conflicts } },
      // Made here, and long: it is written as it is.
      serializerCompiler: () => JSON.stringify,
    },
    (request) => {
      const ids = (text = ''): number[] => text.split(',').filter(Boolean).map(Number);
      const { mine, theirs } = request.query;
      const chosen = chosenOf({ mine: ids(mine), theirs: ids(theirs) });
      return readConflicts(ask(request), { ...deps, states }, idOf(request), chosen);
    },
  );

  app.post(
    '/api/plans/:id/rebase',
    {
      config: { needs: 'draw-plan', whole: true },
      schema: { params: Params, body: RebaseRequest, response: { 200: BroughtOver } },
    },
    (request) => bringOver(ask(request), { ...deps, states }, idOf(request), request.body),
  );

  plansLifeRoutes(app, deps, states);
}
