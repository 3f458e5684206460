import type { IncomingMessage } from 'node:http';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Why a request does not come from our own screens or a program: there is no sign-in, so a page of
 * another site in the same browser must not reach us. null when it may pass.
 *
 * @param openToNetwork listening beyond loopback, where any name may be ours
 */
export function whyForeign(
  headers: IncomingMessage['headers'],
  openToNetwork: boolean,
): string | null {
  const host = headers.host ?? '';
  // A name that was made to point here (DNS rebinding) is not one of loopback's.
  if (!openToNetwork && host !== '' && !LOOPBACK.test(host)) return `the host ${host} is not ours`;
  const { origin } = headers;
  if (origin === undefined) return null;
  const site = URL.canParse(origin) ? new URL(origin).host : origin;
  if (site === host || (LOOPBACK.test(site) && LOOPBACK.test(host))) return null;
  return `the origin ${origin} is not ours`;
}
