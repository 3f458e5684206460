import type { TSchema } from 'typebox';
import { Type } from 'typebox';

import { Chain, Lately, LatelyQuery, Near } from '#data/wire/about.ts';
import type { App, Deps } from '#server/deps.ts';
import { askOf, type Ask, type Asker } from '#server/session/session.ts';
import { IdParams } from '#server/wire/packed-query.ts';

import type { FiguresRead } from './area-figures.ts';
import { readChain } from './chain.ts';
import { readLately } from './lately.ts';
import { readNear } from './near.ts';
import { readSubject, type Subject, type SubjectId } from './subject.ts';

const UuidParams = Type.Object(
  { id: Type.String({ format: 'uuid' }) },
  { additionalProperties: false },
);
const NOUNS = ['areas', 'buildings', 'sites', 'units', 'incidents'] as const;

/** GET /api/<noun>/:id/chain, …/near and …/lately of whatever may be selected. */
export async function aboutRoutes(
  app: App,
  deps: Deps,
  figures: (ask: Ask) => Promise<FiguresRead>,
): Promise<void> {
  type About = { asked: Ask; read: FiguresRead; subject: Subject };
  const about = async (request: Asker, of: SubjectId): Promise<About> => {
    const asked = askOf(request, deps.clock);
    const read = await figures(asked);
    return { asked, read, subject: await readSubject(asked, deps, read, of) };
  };

  for (const noun of NOUNS) {
    const params: TSchema = noun === 'incidents' ? UuidParams : IdParams;
    const of = (request: { params: unknown }): SubjectId =>
      ({ noun, id: (request.params as { id: unknown }).id }) as SubjectId;
    app.get(
      `/api/${noun}/:id/chain`,
      { config: { needs: 'see-public' }, schema: { params, response: { 200: Chain } } },
      async (request) => {
        const { asked, read, subject } = await about(request, of(request));
        return readChain(asked, deps.pool, read, subject);
      },
    );
    app.get(
      `/api/${noun}/:id/near`,
      { config: { needs: 'see-public' }, schema: { params, response: { 200: Near } } },
      async (request) => {
        const { asked, read, subject } = await about(request, of(request));
        return readNear(asked, deps, read, subject);
      },
    );
    app.get(
      `/api/${noun}/:id/lately`,
      {
        config: { needs: 'see-public' },
        schema: { params, querystring: LatelyQuery, response: { 200: Lately } },
      },
      async (request) => {
        const { asked, read, subject } = await about(request, of(request));
        const { days = 30, limit = 10 } = request.query;
        return readLately(asked, deps.pool, read, subject, { days, limit });
      },
    );
  }
}
