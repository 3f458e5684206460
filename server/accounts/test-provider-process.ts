import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

import Provider from 'oidc-provider';

/** A provider of OpenID Connect, in a process of its own: started by `startTestProvider` with its port, client and way back. */
const { port, clientId, clientSecret, back } = JSON.parse(process.argv[2]!) as { port: number; clientId: string; clientSecret: string; back: string }; // prettier-ignore

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const provider: Provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [back] }],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: 'RS256', use: 'sig' }] }, // prettier-ignore
  cookies: { keys: [randomBytes(32).toString('hex')] },
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  // Whoever signs in has agreed already.
  loadExistingGrant: async ({ oidc }) => {
    const grant = new provider.Grant({ clientId, accountId: oidc.session!.accountId! });
    grant.addOIDCScope('openid');
    await grant.save();
    return grant;
  },
});
const callback = provider.callback();

/** The page of the provider: a name signs in, and somebody may think better of it. */
const PAGE = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Provider</title>
<form method="post"><label>Name <input name="login" autofocus></label>
<button name="do" value="in">Sign in</button><button name="do" value="no">Cancel</button></form>`;

createServer((request, response) => {
  const answer = async (): Promise<void> => {
    if (!request.url?.startsWith('/interaction/')) return callback(request, response);
    if (request.method !== 'POST') return void response.setHeader('Content-Type', 'text/html').end(PAGE); // prettier-ignore
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const said = new URLSearchParams(body);
    const result = said.get('do') === 'no' ? { error: 'access_denied' } : { login: { accountId: said.get('login') ?? '' } }; // prettier-ignore
    await provider.interactionFinished(request, response, result);
  };
  answer().catch((error: unknown) => response.writeHead(500).end(String(error)));
}).listen(port, '127.0.0.1', () => console.log('ready'));
