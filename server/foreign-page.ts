import type { IncomingMessage } from 'node:http';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Why a request does not come from our own screens or a program: a page of another site in the same
 * browser must not reach us. null when it may pass.
 *
 * @param openToNetwork listening beyond loopback, where any name may be ours
 * @param changes it writes, or opens a socket: of these the browser also says itself how near the page is, and one of
 *   the same site but another port or name is as foreign as any
 * @param address where browsers see us by a proxy of ours, as https://grid.example
 */
export function whyForeign(
  headers: IncomingMessage['headers'],
  openToNetwork: boolean,
  changes = false,
  address: string | null = null,
): string | null {
  const host = headers.host ?? '';
  // A name that was made to point here (DNS rebinding) is not one of loopback's.
  const isOurs = address !== null && host.toLowerCase() === new URL(address).host;
  if (!openToNetwork && host !== '' && !LOOPBACK.test(host) && !isOurs)
    return `the host ${host} is not ours`;
  const near = headers['sec-fetch-site'];
  if (changes && near !== undefined && near !== 'same-origin' && near !== 'none')
    return `the page that asks is ${String(near)}`;
  const { origin } = headers;
  if (origin === undefined) return null;
  const site = URL.canParse(origin) ? new URL(origin).host : origin;
  if (site === host || (LOOPBACK.test(site) && LOOPBACK.test(host))) return null;
  return `the origin ${origin} is not ours`;
}
