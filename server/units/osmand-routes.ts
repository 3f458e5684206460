import { Type } from 'typebox';

import { readOsmand } from '#data/units/read-osmand.ts';
import type { App } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import type { Ask, Asker } from '#server/session/session.ts';

import type { Latest } from './latest.ts';
import type { RecordFixes } from './record-fixes.ts';

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

/** GET and POST /osmand: the door for what phones' trackers send, one fix at a time. */
export async function osmandRoutes(
  phones: App,
  given: { latest: Latest; ask: (request: Asker) => Ask; record: RecordFixes },
): Promise<void> {
  const { latest, ask, record } = given;
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
        const unit = said.kind === 'fix' ? said.fix.unit : said.unit;
        if (!latest.known(unit)) throw refuse(404, 'unknown-unit', unit);
        if (said.kind === 'no-position') return { accepted: 0, reason: 'no-position' };
        const answer = await record(asked, [said.fix]);
        // A phone sends the same fix again until it hears 200: what can never be taken must not block its queue.
        return {
          accepted: answer.accepted,
          reason: answer.refused[0]?.reason ?? Object.keys(answer.reasons)[0] ?? null,
        };
      },
    });
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
