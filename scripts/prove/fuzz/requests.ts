import fc from 'fast-check';

import { anything, hostileDate, hostileText, RAW_BODIES } from './hostile.ts';

/** As much of JSON Schema as the description of the routes says. */
interface Schema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema | Schema[];
  prefixItems?: Schema[];
  maxItems?: number;
  minItems?: number;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
}
/** What the description says of a route. */
export interface Described {
  paths: Record<
    string,
    Record<
      string,
      {
        parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
        requestBody?: { content: Record<string, { schema: Schema }> };
      }
    >
  >;
}
/** Ids that there are, by the noun of an address. */
export type Known = Record<string, (string | number)[]>;

/** One request to be sent. */
export interface Attempt {
  /** An index into the callers. */
  caller: number;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
  /** A name among RAW_BODIES, in place of `body`. */
  raw: string | null;
}

const DEPTH = 5;

/** Values as a schema has them, at the ends of what it allows. */
function fits(schema: Schema, ids: readonly (string | number)[], depth = 0): fc.Arbitrary<unknown> {
  if (depth > DEPTH) return anything;
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const some = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (some && some.length > 0) return fc.oneof(...some.map((one) => fits(one, ids, depth + 1)));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  const known = ids.length > 0 ? [fc.constantFrom(...ids)] : [];
  switch (type) {
    case 'object': {
      const required = schema.required ?? [];
      const parts = Object.entries(schema.properties ?? {}).map(
        ([name, one]) => [name, fits(one, ids, depth + 1)] as const,
      );
      return fc.record(Object.fromEntries(parts), {
        requiredKeys: required.filter((name) => parts.some(([own]) => own === name)),
      });
    }
    case 'array': {
      const tuple = schema.prefixItems ?? (Array.isArray(schema.items) ? schema.items : null);
      if (tuple) return fc.tuple(...tuple.map((one) => fits(one, ids, depth + 1)));
      const { items = {}, minItems = 0, maxItems = 4 } = schema;
      return fc.array(fits(items as Schema, ids, depth + 1), {
        minLength: Math.min(minItems, 4),
        maxLength: Math.min(maxItems, 4),
      });
    }
    case 'integer':
    case 'number': {
      const { minimum = -(2 ** 31), maximum = 2 ** 31 } = schema;
      const [least, most] = [Math.ceil(minimum), Math.floor(maximum)];
      const ends = fc.constantFrom(minimum, maximum, least, most);
      return fc.oneof(...known, ends, fc.integer({ min: Math.max(least, -(2 ** 31)), max: Math.min(most, 2 ** 31) })); // prettier-ignore
    }
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      if (schema.format === 'date-time' || /\\d\{4\}-|\[0-9\]\{4\}-/.test(schema.pattern ?? ''))
        return hostileDate;
      if (schema.format === 'uuid') return fc.oneof(...known, fc.uuid());
      if (schema.pattern) return fc.oneof(...known, matching(schema.pattern), hostileText);
      return fc.oneof(...known, hostileText, fc.string({ unit: 'grapheme', minLength: Math.min(schema.minLength ?? 0, 50), maxLength: Math.min(schema.maxLength ?? 30, 300) })); // prettier-ignore
    default:
      return anything;
  }
}

function matching(pattern: string): fc.Arbitrary<string> {
  try {
    const arbitrary = fc.stringMatching(new RegExp(pattern, 'u'));
    fc.sample(arbitrary, { numRuns: 1, seed: 1 });
    return arbitrary;
  } catch {
    // It says more than can be made from it.
    return hostileText;
  }
}

/** One part of a value is another, or one more is beside it. */
function spoilt(value: unknown, at: number, by: unknown): unknown {
  if (Array.isArray(value)) {
    if (value.length === 0 || at % 7 === 0) return [...(value as unknown[]), by];
    const i = at % value.length;
    return value.with(i, at % 3 === 0 ? by : spoilt(value[i], Math.floor(at / 3), by)) as unknown;
  }
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value);
    if (keys.length === 0 || at % 7 === 0) return { ...value, [['extra', 'at', '__proto__', 'id'][at % 4]!]: by }; // prettier-ignore
    const key = keys[at % keys.length]!;
    const own = (value as Record<string, unknown>)[key];
    if (at % 5 === 0) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)); // prettier-ignore
    return { ...value, [key]: at % 3 === 0 ? by : spoilt(own, Math.floor(at / 3), by) };
  }
  return by;
}

/** Pieces of a path that are none of ours. */
const STRANGE = ['%00', '%ff', '%2e%2e', '..%5c', '%25', '-1', '0', '1e3', 'NaN', '9'.repeat(300), '%E7%BB%8F', 'x;y', "'", '[object Object]', ' ']; // prettier-ignore
const HEADERS: Record<string, string>[] = [
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-type': '' },
  { 'content-encoding': 'gzip' },
  { 'accept-encoding': 'br;q=1, gzip;q=0, *;q=NaN' },
  { accept: 'text/html' },
  { 'if-none-match': '"x", W/"y", *' },
  { range: 'bytes=0-,1-2,-9' },
  { authorization: 'Bearer ' },
  { authorization: `Bearer ${'A'.repeat(43)}` },
  { authorization: 'Basic Og==' },
  { cookie: 'jingwei=; jingwei=a; =; ;;' },
  { 'sec-fetch-site': 'none' },
  { 'x-http-method-override': 'DELETE' },
  { 'x-forwarded-proto': 'https, http' },
  { 'accept-language': '\xff'.repeat(300) },
  { 'x-long': 'x'.repeat(9_000) },
];
const METHODS = ['PUT', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE', 'GET', 'POST', 'DELETE'];

const asWord = (value: unknown): string => {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  // A lone surrogate cannot stand in an address: its bytes can.
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd')).slice(0, 6_000);
};

/** What may be named without ending the callers themselves. */
const LEARNT = new Set(['plans', 'devices', 'organisations', 'incidents', 'editions']);
const LEARNT_MAX = 30;

/** Remember the ids that an answer tells: what was made is asked about, too. */
export function learn(known: Known, path: string, text: string): void {
  const noun = nounOf(path);
  if (!LEARNT.has(noun) || text.length > 100_000 || !text.startsWith('{')) return;
  const ids = (known[noun] ??= []);
  const walk = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 3) return;
    for (const [key, part] of Object.entries(value)) {
      const isId = key === 'id' && (typeof part === 'string' || typeof part === 'number');
      if (!isId) walk(part, depth + 1);
      else if (ids.length < LEARNT_MAX && !ids.includes(part)) ids.push(part);
    }
  };
  walk(JSON.parse(text), 0);
}

const nounOf = (path: string): string => /^\/api\/([a-z]+)/.exec(path)?.[1] ?? 'units';

/** Requests to the routes of a description by so many callers. */
export function requestsOf(
  described: Described,
  known: Known,
  callers: number,
): fc.Arbitrary<Attempt> {
  const operations = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, said]) => {
      const ids = known[nounOf(path)] ?? [];
      const { parameters = [], requestBody } = said;
      const schemas = Object.values(requestBody?.content ?? {}).map(({ schema }) => schema);
      const everyId = Object.values(known).flat();
      return { path, method: method.toUpperCase(), parameters, ids, everyId, schemas };
    }),
  );
  const often = (usual: fc.Arbitrary<unknown>, odd: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: odd });
  /** Once in so many and one. */
  const rarely = <T>(times: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
    fc.oneof({ weight: times, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
  return fc.constantFrom(...operations).chain((operation) => {
    const { parameters, ids, everyId, schemas } = operation;
    const values = parameters.map(({ schema, in: where, required }) => {
      const own = where === 'path' ? ids : everyId;
      const usual = where === 'path' && ids.length > 0 ? often(fc.constantFrom(...ids), fits(schema, ids)) : fits(schema, own); // prettier-ignore
      const value = often(usual, anything);
      return where === 'path' || required ? value : fc.option(value, { nil: undefined });
    });
    const body =
      schemas.length === 0 ? fc.constant(undefined) : fc.oneof(...schemas.map((schema) => fits(schema, everyId))); // prettier-ignore
    return fc
      .record({
        caller: fc.nat({ max: callers - 1 }),
        values: fc.tuple(...values),
        body,
        spoil: rarely(2, fc.record({ at: fc.nat({ max: 10_000 }), by: anything })), // prettier-ignore
        twice: fc.nat({ max: 20 }),
        raw: often(fc.constant(null), fc.constantFrom(...Object.keys(RAW_BODIES))),
        strange: rarely(25, fc.constantFrom(...STRANGE)),
        method: rarely(25, fc.constantFrom(...METHODS)),
        headers: rarely(12, fc.constantFrom(...HEADERS)),
      })
      .map((drawn): Attempt => {
        let { path } = operation;
        const query: string[] = [];
        parameters.forEach(({ name, in: where }, i) => {
          const value: unknown = (drawn.values as unknown[])[i];
          if (where === 'path') path = path.replace(`{${name}}`, drawn.strange ?? asWord(value));
          else if (where === 'query' && value !== undefined) {
            query.push(`${name}=${asWord(value)}`);
            if (drawn.twice === 0) query.push(`${name}=${asWord(value)}`, `${name}[]=1`);
          }
        });
        if (drawn.strange && drawn.twice === 1) query.push(drawn.strange);
        const { spoil } = drawn;
        return {
          caller: drawn.caller,
          method: drawn.method ?? operation.method,
          path: sendable(path + (query.length > 0 ? `?${query.join('&')}` : '')),
          headers: drawn.headers ?? {},
          body: drawn.body === undefined || !spoil ? drawn.body : spoilt(drawn.body, spoil.at, spoil.by), // prettier-ignore
          raw: schemas.length > 0 ? (drawn.raw as string | null) : null,
        };
      });
  });
}

/** A space cannot stand in an address as it is. */
function sendable(path: string): string {
  return path.replace(/[^\x21-\x7e]/g, (c) => encodeURIComponent(c));
}
