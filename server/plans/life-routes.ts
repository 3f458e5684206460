import { Type } from 'typebox';

import {
  Plan,
  PlanCopying,
  PlanExpectation,
  PublishRequest,
  RestoreRequest,
} from '#data/plans/plan.ts';
import { SightGains } from '#data/plans/sight-gained.ts';
import type { App, Deps } from '#server/deps.ts';
import { askOf, type Ask, type Asker } from '#server/session/session.ts';
import { IdParams } from '#server/wire/packed-query.ts';

import { copyPlan } from './copy-plan.ts';
import { discardPlan } from './discard-plan.ts';
import type { PlanStates } from './plan-states.ts';
import { publishPlan } from './publish-plan.ts';
import { readSight } from './read-sight.ts';
import { restoreEdition } from './restore-edition.ts';
import { withdrawPlan } from './withdraw-plan.ts';

const Params = Type.Object(
  { id: Type.String({ format: 'uuid' }) },
  { additionalProperties: false },
);

/** GET /api/plans/:id/sight; POST /api/plans/:id/publish, withdraw, discard and copy; POST /api/editions/:id/restore */
export function plansLifeRoutes(app: App, deps: Deps, states: PlanStates): void {
  const ask = (request: Asker): Ask => askOf(request, deps.clock);
  const idOf = (request: { params: { id: string } }): string => request.params.id.toLowerCase();

  app.get(
    '/api/plans/:id/sight',
    {
      config: { needs: 'publish-plan', whole: true },
      schema: { params: Params, response: { 200: SightGains } },
    },
    (request) => readSight(ask(request), { ...deps, states }, idOf(request)),
  );

  app.post(
    '/api/plans/:id/publish',
    {
      config: { needs: 'publish-plan', whole: true },
      schema: { params: Params, body: PublishRequest, response: { 200: Plan } },
    },
    (request) => publishPlan(ask(request), { ...deps, states }, idOf(request), request.body),
  );

  app.post(
    '/api/editions/:id/restore',
    {
      config: { needs: 'publish-plan', whole: true },
      schema: { params: IdParams, body: RestoreRequest, response: { 200: Plan, 201: Plan } },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { plan, again } = await restoreEdition(ask(request), deps, id, request.body);
      return reply.code(again ? 200 : 201).send(plan);
    },
  );

  app.post(
    '/api/plans/:id/withdraw',
    {
      config: { needs: 'publish-plan', whole: true },
      schema: { params: Params, body: PlanExpectation, response: { 200: Plan } },
    },
    (request) => withdrawPlan(ask(request), { ...deps, states }, idOf(request), request.body),
  );

  app.post(
    '/api/plans/:id/discard',
    {
      config: { needs: 'draw-plan', whole: true },
      schema: { params: Params, body: PlanExpectation, response: { 200: Plan } },
    },
    (request) => discardPlan(ask(request), { ...deps, states }, idOf(request), request.body),
  );

  app.post(
    '/api/plans/:id/copy',
    {
      config: { needs: 'draw-plan', whole: true },
      schema: { params: Params, body: PlanCopying, response: { 200: Plan, 201: Plan } },
    },
    async (request, reply) => {
      const { plan, again } = await copyPlan(ask(request), deps, idOf(request), request.body);
      return reply.code(again ? 200 : 201).send(plan);
    },
  );
}
