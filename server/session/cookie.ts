import { createHash } from 'node:crypto';

/** 256 random bits in base64url. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** What a browser keeps a secret for: a session, a step of signing in, or its way to a provider of OpenID Connect. */
export type CookieUse = 'session' | 'step' | 'provider';
const NAMES: Record<CookieUse, string> = {
  session: 'jingwei',
  step: 'jingwei-step',
  provider: 'jingwei-provider',
};
/** Behind TLS no other host and no plain page can have set it: browsers see to that by its name. */
const nameOf = (secure: boolean, use: CookieUse): string =>
  secure ? `__Host-${NAMES[use]}` : NAMES[use];
const rest = (secure: boolean): string =>
  `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;

/** The secret that a request's cookies carry; null for none, for two (one is somebody else's), and for what is none. */
export function readSecret(
  cookies: string | undefined,
  secure: boolean,
  use: CookieUse = 'session',
): string | null {
  const name = `${nameOf(secure, use)}=`;
  const said = (cookies ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(name));
  const value = said.length === 1 ? said[0]!.slice(name.length) : '';
  return SECRET.test(value) ? value : null;
}

/** The header that hands a browser its secret; SameSite is Lax, for a link in a message must find its reader signed in. */
export function cookieOf(
  secret: string,
  secure: boolean,
  seconds: number,
  use: CookieUse = 'session',
): string {
  return `${nameOf(secure, use)}=${secret}; Max-Age=${seconds}; ${rest(secure)}`;
}

/** The header that takes it away. */
export function noCookie(secure: boolean, use: CookieUse = 'session'): string {
  return `${nameOf(secure, use)}=; Max-Age=0; ${rest(secure)}`;
}

/** Whether a request's cookies carry the secret of a hash, over TLS or without. */
export function carriesSecret(cookies: string | undefined, hash: Buffer): boolean {
  return [true, false].some((secure) => {
    const secret = readSecret(cookies, secure);
    return secret !== null && hashSecret(secret).equals(hash);
  });
}

/** By what something is counted for a secret: its hash, as a word. */
export function keyOfSecret(secret: string): string {
  return hashSecret(secret).toString('base64url');
}

/** What is kept of a secret. It is random, so a plain hash is enough: there is nothing to guess. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
