import { Readable } from 'node:stream';

import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';

import { toGeoJson, toGeoPackage, type AreasOut } from './areas-out.ts';

/** What a set of areas may be handed out as. */
const TYPES = {
  geojson: 'application/geo+json',
  gpkg: 'application/geopackage+sqlite3',
} as const;

/** How areas are asked for: as which file, and of which level. */
export const AreasOutQuery = Type.Object(
  {
    format: Type.Optional(Type.Enum(Object.keys(TYPES) as (keyof typeof TYPES)[])),
    level: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 8, description: 'all where it is left out' }),
    ),
  },
  { additionalProperties: false },
);

const Bytes = Type.Unsafe<unknown>({ type: 'string', format: 'binary' });
export const areasOutAnswer = {
  200: {
    description: 'areas with their borders in CGCS2000, longitude first, by level and id',
    content: Object.fromEntries(Object.values(TYPES).map((type) => [type, { schema: Bytes }])),
  },
} as const;

/** Answer with areas as a file, whose name says what it is of. */
export async function sendAreas(
  reply: FastifyReply,
  { areas, name, validFrom }: AreasOut,
  asked: { format: keyof typeof TYPES; of: string; madeAt: Date },
): Promise<FastifyReply> {
  const from = validFrom ? `, from ${validFrom.toISOString()}` : '';
  void reply.header('Content-Disposition', `attachment; filename="${asked.of}.${asked.format}"`);
  void reply.type(TYPES[asked.format]);
  if (asked.format === 'geojson') return reply.send(Readable.from(toGeoJson(areas)));
  const said = { description: `${name}${from}`, madeAt: asked.madeAt };
  return reply.send(Buffer.from(await toGeoPackage(areas, said)));
}
