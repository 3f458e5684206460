import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';

import type { FixReport } from '#data/units/fix.ts';
import { readOsmand } from '#data/units/read-osmand.ts';
import { readOwnTracks } from '#data/units/read-owntracks.ts';
import type { Db } from '#server/db/database.ts';
import type { App, Deps } from '#server/deps.ts';
import { findTracker, isToken } from '#server/devices/find-tracker.ts';
import { refuse } from '#server/errors.ts';
import { keyOfSecret } from '#server/session/cookie.ts';
import type { Ask, Asker } from '#server/session/session.ts';

import type { Latest } from './latest.ts';
import type { RecordFixes } from './record-fixes.ts';

const text = (description: string) => Type.Optional(Type.String({ description }));
/** What OsmAnd and Traccar Client say, in the address or as a form; Traccar Client from version 9 on sends JSON. */
const OsmandParams = Type.Object({
  id: text(
    'the tracker’s token; or deviceid, device_id. A unit’s code where nobody is asked to sign in',
  ),
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

const OwnTracksQuery = Type.Object({ id: text('the tracker’s token') });
const OwnTracksBody = Type.Object(
  { _type: Type.String({ description: 'location; of anything else nothing is kept' }) },
  { additionalProperties: true, description: 'as OwnTracks sends it in its HTTP mode' },
);

/**
 * GET and POST /osmand, POST /owntracks: the doors for what phones' trackers send, one fix at a time. Whose it is the token
 * in the address says, whatever else a phone says of itself.
 */
export async function osmandRoutes(
  phones: App,
  given: {
    pool: Db;
    throttle: Deps['throttle'];
    latest: Latest;
    ask: (request: Asker) => Ask;
    record: RecordFixes;
    /** Whether a unit's code is taken for a token: where nobody is asked to sign in. */
    takesCodes: boolean;
  },
): Promise<void> {
  const { pool, throttle, latest, ask, record, takesCodes } = given;
  /** The code of the unit that a message is of. */
  const unitOf = async (said: string, at: Date, { caller }: FastifyRequest): Promise<string> => {
    if (takesCodes && latest.known(said)) return said;
    if (takesCodes && !isToken(said)) throw refuse(404, 'unknown-unit', said);
    const unitId = isToken(said) ? await findTracker(pool, said, at) : null;
    if (caller && isToken(said)) {
      const key = keyOfSecret(said);
      if (unitId === null) throttle.refute(key);
      else throttle.prove({ key, network: caller.network });
    }
    const known = unitId === null ? undefined : latest.knownById(unitId);
    if (!known) throw refuse(401, 'token-over', 'the token is not known, or was revoked');
    return known.unit.code;
  };
  const answerFix = async (asked: Ask, fix: FixReport) => {
    const answer = await record(asked, [fix]);
    // A phone sends the same fix again until it hears 200: what can never be taken must not block its queue.
    return {
      accepted: answer.accepted,
      reason: answer.refused[0]?.reason ?? Object.keys(answer.reasons)[0] ?? null,
    };
  };
  // Whatever else stands in a body, what counts is in the address.
  phones.addContentTypeParser('*', { parseAs: 'string' }, (_request, _body, done) => done(null));
  phones.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  for (const method of ['GET', 'POST'] as const) {
    phones.route({
      method,
      url: '/osmand',
      config: { needs: 'nothing' },
      bodyLimit: 65_536,
      schema: {
        querystring: OsmandParams,
        ...(method === 'POST' ? { body: OsmandBody } : {}),
        response: { 200: OsmandAnswer },
      },
      // Said for readers of the API: what phones send is read by readOsmand, which is more patient.
      validatorCompiler: () => (value: unknown) => ({ value }),
      handler: async (request) => {
        const asked = ask(request);
        const body: unknown = request.body;
        const params = {
          ...(request.query as Record<string, string>),
          ...(isForm(body) ? body : {}),
        };
        const said = readOsmand(params, body, asked.at.getTime());
        if (said.kind === 'refused') throw refuse(400, said.reason, said.detail);
        const unit = await unitOf(
          said.kind === 'fix' ? said.fix.unit : said.unit,
          asked.at,
          request,
        );
        if (said.kind === 'no-position') return { accepted: 0, reason: 'no-position' };
        return answerFix(asked, { ...said.fix, unit });
      },
    });
  }
  phones.route({
    method: 'POST',
    url: '/owntracks',
    config: { needs: 'nothing' },
    bodyLimit: 65_536,
    schema: { querystring: OwnTracksQuery, body: OwnTracksBody, response: { 200: Type.Array(Type.Object({})) } }, // prettier-ignore
    // As above: readOwnTracks says what is wrong.
    validatorCompiler: () => (value: unknown) => ({ value }),
    handler: async (request) => {
      const asked = ask(request);
      const { id } = request.query as Record<string, unknown>;
      if (typeof id !== 'string' || id === '') throw refuse(400, 'no-device', 'id');
      const unit = await unitOf(id, asked.at, request);
      const said = readOwnTracks(request.body);
      if (said.kind === 'refused') throw refuse(400, said.reason, said.detail);
      if (said.kind === 'fix') await answerFix(asked, { ...said.fix, unit });
      // What other phones said is no matter of this one.
      return [];
    },
  });
}

/** A form's fields, all text; JSON of Traccar Client has objects in it. */
function isForm(body: unknown): body is Record<string, string> {
  return (
    typeof body === 'object' &&
    body !== null &&
    Object.values(body).every((value) => typeof value === 'string')
  );
}
