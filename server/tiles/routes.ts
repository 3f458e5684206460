import { Type } from 'typebox';

import { boundsMeet } from '#data/geo/bounds.ts';
import type { Bounds } from '#data/geo/geometry.ts';
import { toDegrees } from '#data/geo/lattice.ts';
import { surroundingsOf, tileBounds } from '#data/geo/web-tiles.ts';
import type { Coverage } from '#data/coverage/coverage.ts';
import type { App, Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';

const Params = Type.Object(
  {
    z: Type.Integer({ minimum: 0, maximum: 22 }),
    x: Type.Integer({ minimum: 0, maximum: 2 ** 22 }),
    y: Type.Integer({ minimum: 0, maximum: 2 ** 22 }),
  },
  { additionalProperties: false },
);
const Picture = { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) };
const schema = {
  params: Params,
  response: {
    200: {
      description:
        'a tile of the raster base map, 256 px, Web Mercator, row 0 in the north; an empty one where its service has none or does not answer',
      content: { 'image/png': Picture, 'image/jpeg': Picture, 'image/webp': Picture },
    },
  },
} as const;

/** One transparent pixel: a map takes an answer without a body for a fault. */
const EMPTY = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR4nGNgAAIAAAUAAXpeqz8AAAAASUVORK5CYII=',
  'base64',
);

/** GET /api/tiles/:z/:x/:y: the customer's raster base map, of the district and what lies about it. */
export async function tilesRoutes(app: App, deps: Deps): Promise<void> {
  const near = createSurroundings(deps.areas);
  app.get(
    '/api/tiles/:z/:x/:y',
    { config: { needs: 'see-public' }, schema },
    async (request, reply) => {
      const { tiles } = deps;
      if (!tiles) throw refuse(404, 'no-tiles', 'the settings name no tile service');
      const { z, x, y } = request.params;
      if (z > tiles.maxZoom || x >= 2 ** z || y >= 2 ** z) {
        throw refuse(404, 'no-such-tile', `zooms reach to ${tiles.maxZoom}, columns and rows to 2^zoom − 1`); // prettier-ignore
      }
      const bounds = near();
      if (!bounds || !boundsMeet(bounds, tileBounds(z, x, y))) {
        throw refuse(404, 'no-such-tile', 'it lies outside the district and its surroundings');
      }
      const tile = await tiles.read(request.params);
      void reply.header('Cache-Control', `private, max-age=${tile ? 86_400 : 30}`);
      void reply.header('Content-Type', tile?.type ?? 'image/png');
      return reply.send(tile?.bytes ?? EMPTY);
    },
  );
}

/** The box within which tiles are given out, worked out once an edition; null in an empty database. */
function createSurroundings(areas: Deps['areas']): () => Bounds | null {
  let of: Coverage | null = null;
  let bounds: Bounds | null = null;
  return () => {
    const { coverage } = areas;
    if (coverage !== of) {
      of = coverage;
      bounds = coverage && surroundingsOf(boundsOfArcs(coverage));
    }
    return bounds;
  };
}

function boundsOfArcs({ vertices, originX, originY }: Coverage): Bounds {
  const [xs, ys]: [number[], number[]] = [[Infinity, -Infinity], [Infinity, -Infinity]]; // prettier-ignore
  for (let i = 0; i < vertices.length; i += 2) {
    xs[0] = Math.min(xs[0]!, vertices[i]!);
    xs[1] = Math.max(xs[1]!, vertices[i]!);
    ys[0] = Math.min(ys[0]!, vertices[i + 1]!);
    ys[1] = Math.max(ys[1]!, vertices[i + 1]!);
  }
  return [toDegrees(xs[0]! + originX), toDegrees(ys[0]! + originY), toDegrees(xs[1]! + originX), toDegrees(ys[1]! + originY)]; // prettier-ignore
}
