import { Type } from 'typebox';

import { thingOfUnit } from '#data/access/relation.ts';
import { FIX_BATCH_MAX, FixBatchAnswer, FixReport } from '#data/units/fix.ts';
import { mustFor, sees } from '#server/access/must.ts';
import type { App, Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { appendChange } from '#server/live/append-change.sql.ts';
import { createFramePace, startFrames } from '#server/live/frame-pace.ts';
import { askOf, type Ask, type Asker } from '#server/session/session.ts';
import { Day } from '#server/wire/day.ts';

import { changeDuty } from './change-duty.ts';
import { keepFixDays } from './keep-fix-days.ts';
import { listUnits } from './list-units.ts';
import { osmandRoutes } from './osmand-routes.ts';
import { readTrack, Track } from './read-track.ts';
import { readUnit, UnitCard, UnitOnWire } from './read-unit.ts';
import { createRecordFixes, FixesBusy, type RecordFixes } from './record-fixes.ts';

const HOUR_MS = 3_600_000;

const Params = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) });

/** What units answer, and the two doors for fixes: batches of ours, and what phones' trackers send. */
export async function unitsRoutes(app: App, deps: Deps): Promise<void> {
  const { pool, latest, clock, settings, areas, hub, feeds, log } = deps;
  const ask = (request: Asker): Ask => askOf(request, clock);
  const recordFixes = createRecordFixes({
    pool,
    latest,
    fixDaysKept: settings.fixDaysKept,
    onRecorded: (newest) => feeds.report('fixes', newest),
  });
  /** Too much at once is no bug: whoever sent it is told to come again. */
  const record: RecordFixes = async (asked, fixes) => {
    try {
      return await recordFixes(asked, fixes);
    } catch (error) {
      if (error instanceof FixesBusy) throw refuse(503, 'busy', error.message);
      throw error;
    }
  };
  const newest = latest.newestMs();
  if (newest !== null) feeds.report('fixes', new Date(newest));

  await keepFixDays(pool, clock(), settings.fixDaysKept);
  const hourly = setInterval(() => {
    keepFixDays(pool, clock(), settings.fixDaysKept).catch((error: unknown) =>
      log.error({ err: error }, 'days of fixes'),
    );
  }, HOUR_MS);
  hourly.unref();
  const frames = startFrames(
    createFramePace({ source: latest, consoles: () => hub.consoles(), clock }),
  );
  app.addHook('onClose', async () => {
    clearInterval(hourly);
    frames.stop();
  });

  app.get(
    '/api/units',
    { config: { needs: 'see-public' }, schema: { response: { 200: Type.Array(UnitOnWire) } } },
    (request) => listUnits(ask(request), latest),
  );

  app.get(
    '/api/units/:id',
    { config: { needs: 'see-public' }, schema: { params: Params, response: { 200: UnitCard } } },
    (request) => {
      const card = readUnit(ask(request), latest, areas, request.params.id);
      if (!card) throw refuse(404, 'unknown-unit', String(request.params.id));
      return card;
    },
  );

  app.get(
    '/api/units/:id/track',
    {
      config: { needs: 'see-tracks' },
      schema: {
        params: Params,
        querystring: Type.Object({ day: Day }),
        response: { 200: Track },
      },
      // A day at 1 Hz is long, and made here: it is written as it is.
      serializerCompiler: () => JSON.stringify,
    },
    (request) => {
      const { id } = request.params;
      const asked = ask(request);
      const unit = latest.knownById(id)?.unit;
      if (!unit || !sees(asked, ['see-staff', 'see-positions', 'see-tracks'], thingOfUnit(unit)))
        throw refuse(404, 'unknown-unit', String(id));
      mustFor(asked, 'see-tracks', thingOfUnit(unit));
      return readTrack(asked, pool, id, request.query.day, settings.timeZone);
    },
  );

  app.post(
    '/api/units/:id/duty',
    {
      config: { needs: 'change-duty' },
      schema: {
        params: Params,
        body: Type.Object({ onDuty: Type.Boolean() }, { additionalProperties: false }),
        response: { 200: UnitOnWire },
      },
    },
    async (request) => {
      const { id } = request.params;
      const asked = ask(request);
      const unit = latest.knownById(id)?.unit;
      // One that is not seen is not there.
      if (!unit || !sees(asked, ['see-staff', 'see-positions', 'change-duty'], thingOfUnit(unit)))
        throw refuse(404, 'unknown-unit', String(id));
      mustFor(asked, 'change-duty', thingOfUnit(unit));
      const given = { pool, latest, appendChange, wake: (no: number) => hub.wake(no) };
      if (!(await changeDuty(asked, given, id, request.body.onDuty)))
        throw refuse(404, 'unknown-unit', String(id));
      return latest.knownById(id)!.unit;
    },
  );

  app.post(
    '/api/fixes',
    {
      config: { needs: 'add-fixes' },
      bodyLimit: FIX_BATCH_MAX * 512,
      schema: {
        body: Type.Object(
          { fixes: Type.Array(FixReport, { maxItems: FIX_BATCH_MAX }) },
          { additionalProperties: false },
        ),
        response: { 200: FixBatchAnswer },
      },
    },
    (request) => {
      const asked = ask(request);
      for (const code of new Set(request.body.fixes.map((fix) => fix.unit))) {
        const unit = latest.known(code)?.unit;
        if (unit) mustFor(asked, 'add-fixes', thingOfUnit(unit));
      }
      return record(asked, request.body.fixes);
    },
  );

  // Where everybody may do all a phone need not say more than whose it is.
  const takesCodes = !(settings.signIn?.asked ?? false);
  const { throttle } = deps;
  await app.register((phones) =>
    osmandRoutes(phones, { pool, throttle, latest, ask, record, takesCodes }),
  );
}
