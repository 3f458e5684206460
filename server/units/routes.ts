import { Type } from 'typebox';

import { FIX_BATCH_MAX, FixBatchAnswer, FixReport } from '#data/units/fix.ts';
import { readOsmand } from '#data/units/read-osmand.ts';
import type { App, Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { appendChange } from '#server/live/append-change.sql.ts';
import { createFramePace, startFrames } from '#server/live/frame-pace.ts';
import { openSession, type Ask } from '#server/session/session.ts';

import { changeDuty } from './change-duty.ts';
import { keepFixDays } from './keep-fix-days.ts';
import { readTrack, Track } from './read-track.ts';
import { readUnit, UnitCard, UnitOnWire } from './read-unit.ts';
import { createRecordFixes, FixesBusy, type RecordFixes } from './record-fixes.ts';

const HOUR_MS = 3_600_000;

const Params = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) });

const text = (description: string) => Type.Optional(Type.String({ description }));
/** What OsmAnd and Traccar Client say, in the address or as a form; Traccar Client from version 9 on sends JSON. */
const OsmandParams = Type.Object({
  id: text('the unit’s code; or deviceid, device_id'),
  lat: text('degrees; without a position the unit only says that it is there'),
  lon: text('degrees; or lng; or location=lat,lng'),
  timestamp: text(
    'seconds or milliseconds since 1970, or ISO 8601, UTC where it has no zone; or now',
  ),
  speed: text('knots'),
  bearing: text('degrees clockwise from north; or heading'),
  accuracy: text('m; or hacc'),
  valid: text('false or 0: the receiver had no position'),
});
const OsmandBody = Type.Union([
  Type.Partial(OsmandParams, { description: 'a form with the same fields' }),
  Type.Object({
    device_id: Type.String(),
    location: Type.Object({
      timestamp: Type.String({ description: 'ISO 8601' }),
      coords: Type.Object({
        latitude: Type.Number(),
        longitude: Type.Number(),
        accuracy: Type.Number({ description: 'm' }),
        speed: Type.Number({ description: 'm/s; below 0: not known' }),
        heading: Type.Number({ description: 'degrees; below 0: not known' }),
      }),
    }),
  }),
]);
const OsmandAnswer = Type.Object({
  accepted: Type.Integer(),
  /** Why it went to the track only, or nowhere. */
  reason: Type.Union([Type.String(), Type.Null()]),
});

/** What units answer, and the two doors for fixes: batches of ours, and what phones' trackers send. */
export async function unitsRoutes(app: App, deps: Deps): Promise<void> {
  const { pool, latest, clock, settings, areas, hub, feeds, log } = deps;
  const ask = (): Ask => ({ session: openSession, at: clock() });
  const recordFixes = createRecordFixes({
    pool,
    latest,
    fixDaysKept: settings.fixDaysKept,
    onRecorded: (newest) => feeds.report('fixes', newest),
  });
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

  app.get('/api/units', { schema: { response: { 200: Type.Array(UnitOnWire) } } }, () =>
    latest.units(),
  );

  app.get(
    '/api/units/:id',
    { schema: { params: Params, response: { 200: UnitCard } } },
    (request) => {
      const card = readUnit(latest, areas, ask(), request.params.id);
      if (!card) throw refuse(404, 'unknown-unit', String(request.params.id));
      return card;
    },
  );

  app.get(
    '/api/units/:id/track',
    {
      schema: {
        params: Params,
        querystring: Type.Object({ day: Type.String({ format: 'date' }) }),
        response: { 200: Track },
      },
      // A day at 1 Hz is long, and made here: it is written as it is.
      serializerCompiler: () => JSON.stringify,
    },
    (request) => {
      const { id } = request.params;
      if (!latest.knownById(id)) throw refuse(404, 'unknown-unit', String(id));
      return readTrack(pool, ask(), id, request.query.day, settings.timeZone);
    },
  );

  app.post(
    '/api/units/:id/duty',
    {
      schema: {
        params: Params,
        body: Type.Object({ onDuty: Type.Boolean() }, { additionalProperties: false }),
        response: { 200: UnitOnWire },
      },
    },
    async (request) => {
      const { id } = request.params;
      const given = { pool, latest, appendChange, wake: (no: number) => hub.wake(no) };
      if (!(await changeDuty(given, ask(), id, request.body.onDuty)))
        throw refuse(404, 'unknown-unit', String(id));
      return latest.knownById(id)!.unit;
    },
  );

  app.post(
    '/api/fixes',
    {
      bodyLimit: FIX_BATCH_MAX * 512,
      schema: {
        body: Type.Object(
          { fixes: Type.Array(FixReport, { maxItems: FIX_BATCH_MAX }) },
          { additionalProperties: false },
        ),
        response: { 200: FixBatchAnswer },
      },
    },
    (request) => recordOrBusy(recordFixes, ask(), request.body.fixes),
  );

  await app.register(async (phones) => {
    phones.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    for (const method of ['GET', 'POST'] as const) {
      phones.route({
        method,
        url: '/osmand',
        bodyLimit: 65_536,
        schema: {
          querystring: OsmandParams,
          ...(method === 'POST' ? { body: OsmandBody } : {}),
          response: { 200: OsmandAnswer },
        },
        // Said for readers of the API: what phones send is read by readOsmand, which is more patient.
        validatorCompiler: () => (value: unknown) => ({ value }),
        handler: async (request) => {
          const asked = ask();
          const body: unknown = request.body;
          const params = {
            ...(request.query as Record<string, string>),
            ...(isForm(body) ? body : {}),
          };
          const said = readOsmand(params, body, asked.at.getTime());
          if (said.kind === 'refused') throw refuse(400, said.reason, said.detail);
          const unit = said.kind === 'fix' ? said.fix.unit : said.unit;
          if (!latest.known(unit)) throw refuse(404, 'unknown-unit', unit);
          if (said.kind === 'no-position') return { accepted: 0, reason: 'no-position' };
          const answer = await recordOrBusy(recordFixes, asked, [said.fix]);
          // A phone sends the same fix again until it hears 200: what can never be taken must not block its queue.
          return {
            accepted: answer.accepted,
            reason: answer.refused[0]?.reason ?? Object.keys(answer.reasons)[0] ?? null,
          };
        },
      });
    }
  });
}

async function recordOrBusy(
  recordFixes: RecordFixes,
  ask: Ask,
  fixes: readonly FixReport[],
): Promise<FixBatchAnswer> {
  try {
    return await recordFixes(ask, fixes);
  } catch (error) {
    if (error instanceof FixesBusy) throw refuse(503, 'busy', error.message);
    throw error;
  }
}

/** A form's fields, all text; JSON of Traccar Client has objects in it. */
function isForm(body: unknown): body is Record<string, string> {
  return (
    typeof body === 'object' &&
    body !== null &&
    Object.values(body).every((value) => typeof value === 'string')
  );
}
