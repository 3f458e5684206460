import { spawn } from 'node:child_process';

import { root } from '../../run-step.ts';

/** A known hole in something that the product ships with. */
export interface Advisory {
  /** As GHSA-…, the end of its address. */
  id: string;
  package: string;
  severity: string;
  title: string;
}
/** Why an advisory does not keep us from shipping, in a sentence, by its id. */
export interface LetThrough {
  id: string;
  reason: string;
}

const PATIENCE_MS = 120_000;

/**
 * What a registry knows against the packages that the product runs with (`npm audit --omit=dev`): the advisories, or, as
 * a text, why it did not answer.
 *
 * @param registry another than npm is set to
 */
export async function askRegistry(registry?: string): Promise<Advisory[] | string> {
  const said = await new Promise<string>((resolve) => {
    const child = spawn('npm', ['audit', '--omit=dev', '--json', '--package-lock-only', ...(registry ? [`--registry=${registry}`] : [])], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'], timeout: PATIENCE_MS }); // prettier-ignore
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (out += part));
    child.on('error', (error) => resolve(JSON.stringify({ message: error.message })));
    child.on('close', () => resolve(out));
  });
  return readAudit(said);
}

/** As `npm audit --json` writes it, of what is read. */
interface Audit {
  auditReportVersion?: number;
  message?: string;
  error?: { summary?: string };
  vulnerabilities?: Record<
    string,
    { via: (string | { name: string; title: string; url: string; severity: string })[] }
  >;
}

function readAudit(said: string): Advisory[] | string {
  let audit: Audit;
  try {
    audit = JSON.parse(said) as Audit;
  } catch {
    return said.trim() === '' ? 'npm said nothing' : 'npm said no JSON';
  }
  if (audit.auditReportVersion !== 2 || !audit.vulnerabilities)
    return audit.message ?? audit.error?.summary ?? 'npm gave no report';
  const found = new Map<string, Advisory>();
  for (const { via } of Object.values(audit.vulnerabilities))
    for (const cause of via) {
      // A name alone: it is told there.
      if (typeof cause === 'string') continue;
      const id = cause.url.split('/').at(-1)!;
      found.set(`${id} ${cause.name}`, { id, package: cause.name, severity: cause.severity, title: cause.title }); // prettier-ignore
    }
  return [...found.values()];
}

/** Those without a written reason, and reasons that nothing needs any more: a sentence each. */
export function weigh(found: readonly Advisory[], letThrough: readonly LetThrough[]): string[] {
  const reasons = new Map(letThrough.map(({ id, reason }) => [id, reason.trim()]));
  return [
    ...found
      .filter(({ id }) => !reasons.get(id))
      .map(({ id, package: name, severity, title }) => `${name}: ${title} (${severity}, ${id}), and no reason is written for it`), // prettier-ignore
    ...letThrough
      .filter(({ id }) => !found.some((one) => one.id === id))
      .map(({ id }) => `${id} is let through, and nothing has it any more`),
  ];
}
