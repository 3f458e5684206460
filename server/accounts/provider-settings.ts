import { Type } from 'typebox';

const said = (description: string, pattern: string) =>
  Type.Optional(Type.String({ pattern, description }));

/** Settings of signing in by OpenID Connect, by their names in the environment. Without the first there is none. */
export const ProviderSettingSchemas = {
  JINGWEI_OIDC_ISSUER: said('the issuer of a provider of OpenID Connect; https://…', '^https?://.{1,480}$'), // prettier-ignore
  JINGWEI_OIDC_CLIENT_ID: said('what the provider calls this house', '^[\\x20-\\x7e]{1,200}$'),
  JINGWEI_OIDC_CLIENT_SECRET: said('the secret that it shares with it; it stays on the server', '^[\\x20-\\x7e]{1,500}$'), // prettier-ignore
  JINGWEI_OIDC_NAME: said('what people call it, for the button at the door', '^\\S(.{0,38}\\S)?$'),
};

/** A provider of OpenID Connect, by which people may sign in. */
export interface ProviderSettings {
  issuer: string;
  clientId: string;
  /** Never in a log, an answer or an error. */
  clientSecret: string;
  name: string | null;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The provider of the settings; null where none is named. What is wrong with them is added to `faults`. */
export function readProviderSettings(
  values: Readonly<Record<string, string>>,
  faults: string[],
): ProviderSettings | null {
  const issuer = values['JINGWEI_OIDC_ISSUER'];
  if (issuer === undefined) {
    for (const name of Object.keys(ProviderSettingSchemas))
      if (values[name] !== undefined) faults.push(`${name} goes with JINGWEI_OIDC_ISSUER, which is not set`); // prettier-ignore
    return null;
  }
  for (const name of ['JINGWEI_OIDC_CLIENT_ID', 'JINGWEI_OIDC_CLIENT_SECRET'])
    if (values[name] === undefined) faults.push(`${name} is not set, and JINGWEI_OIDC_ISSUER is`);
  const url = URL.canParse(issuer) ? new URL(issuer) : null;
  if (!url || url.username !== '' || url.search !== '' || url.hash !== '')
    faults.push('JINGWEI_OIDC_ISSUER is no address, or has a user, a question or a # in it');
  else if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname))
    faults.push('JINGWEI_OIDC_ISSUER: over plain http only on this machine itself; https://…');
  return {
    issuer,
    clientId: values['JINGWEI_OIDC_CLIENT_ID'] ?? '',
    clientSecret: values['JINGWEI_OIDC_CLIENT_SECRET'] ?? '',
    name: values['JINGWEI_OIDC_NAME'] ?? null,
  };
}
