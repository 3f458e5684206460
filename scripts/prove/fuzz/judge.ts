import { SECURITY_HEADERS } from '#server/security-headers.ts';
import { root } from '../../run-step.ts';

import type { Heard } from './send.ts';

/** What only the inside of a program says. Nothing that the fuzz sends looks like these. */
const LEAKS: [what: string, pattern: RegExp][] = [
  ['a stack', /\bat [^\n"]{0,200}(\(|file:|node:)[^\n"]{0,300}:\d+:\d+/],
  ['a path of the machine', /\/(home|root|work|usr|opt|tmp)\/[\w.-]+\/|node_modules|node:internal/],
  ['a source', /\b[\w-]+\.(ts|tsx|mjs|cjs|sql)\b/],
  ['SQL', /\b(SELECT\s.{1,300}\sFROM|INSERT\s+INTO|UPDATE\s.{1,80}\sSET|DELETE\s+FROM)\b/s],
  ['words of the database', /syntax error at|violates [\w-]+ constraint|relation ".{1,80}" does|invalid input syntax|invalid byte sequence|out of range for type|unsupported Unicode|SQLSTATE|pg_[a-z]+|\bjingwei\.[a-z_]+/],
  ['an exception', /\b(Type|Range|Reference|Syntax|Postgres|Database)Error\b|Cannot (read|set) propert|is not a function|is not iterable|Maximum call stack|Invalid string length/],
]; // prettier-ignore

/** What is wrong with an answer, a sentence each; [] where nothing is. */
export function judge({ status, headers, text }: Heard, path: string): string[] {
  const wrong: string[] = [];
  if (status >= 500) wrong.push(`answered ${status}`);
  // The description of the routes tells of files and fields on purpose.
  const described = path.startsWith('/api/openapi.json');
  const said = text.slice(0, 100_000);
  for (const [what, pattern] of described ? [] : LEAKS) {
    const found = pattern.exec(said);
    if (found) wrong.push(`${status} with ${what}: ${found[0].slice(0, 120)}`);
  }
  if (text.includes(root)) wrong.push(`${status} with the folder of the program`);
  for (const name of Object.keys(SECURITY_HEADERS))
    if (headers[name.toLowerCase()] === undefined) wrong.push(`${status} without ${name}`);
  const isHtml = String(headers['content-type']).startsWith('text/html');
  if (status >= 400 && text !== '' && !isHtml && !isNo(text))
    wrong.push(`${status} that is no {reason, detail}: ${text.slice(0, 120)}`);
  if (status === 429 && headers['retry-after'] === undefined) wrong.push('429 without Retry-After');
  return wrong;
}

function isNo(text: string): boolean {
  try {
    const { reason, detail } = JSON.parse(text) as Record<string, unknown>;
    return typeof reason === 'string' && typeof detail === 'string';
  } catch {
    return false;
  }
}
