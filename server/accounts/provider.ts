import {
  allowInsecureRequests,
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientError,
  clockTolerance,
  ClientSecretBasic,
  ClientSecretPost,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type ClientAuth,
  type Configuration,
} from 'openid-client';
import type { FastifyBaseLogger } from 'fastify';

import { refuse } from '#server/errors.ts';

import type { ProviderSettings } from './provider-settings.ts';

/** What of a way to the provider is kept here, for the way back. */
export interface Trying {
  state: string;
  nonce: string;
  verifier: string;
}

/** A provider of OpenID Connect: code flow with PKCE, state and nonce. */
export interface Provider {
  name: string | null;
  issuer: string;
  /** Where a browser is to be sent. `back` is the address at which it comes back. @throws 503 oidc-unreachable */
  begin: (back: string) => Promise<Trying & { address: string }>;
  /**
   * Who came back, as the provider knows them for good.
   *
   * @param at the whole address at which the browser came back
   * @throws 403 oidc-refused by the provider or the person; 503 oidc-unreachable; 502 oidc-failed for an answer that does not hold
   */
  finish: (at: URL, trying: Trying) => Promise<{ subject: string }>;
}

const TIMEOUT_S = 5;
const AGAIN_MS = 500;
/** What a provider says of itself is asked again after a day. */
const HELD_MS = 86_400_000;
const CLOCKS_OFF_S = 30;

/** The provider of these settings; it is asked what it is when first needed, and again where it did not answer. */
export function createProvider(settings: ProviderSettings, log: FastifyBaseLogger): Provider {
  const { issuer, clientId, clientSecret, name } = settings;
  const url = new URL(issuer);
  // As it says of itself; who says nothing means the header (OpenID Connect Discovery).
  const auth: ClientAuth = (as, ...rest) => {
    const known = as.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const by = known.includes('client_secret_basic') ? ClientSecretBasic : ClientSecretPost;
    by(clientSecret)(as, ...rest);
  };
  const execute = [enableNonRepudiationChecks];
  if (url.protocol === 'http:') execute.push(allowInsecureRequests);
  const metadata = { client_secret: clientSecret, [clockTolerance]: CLOCKS_OFF_S };
  const ask = (): Promise<Configuration> =>
    discovery(url, clientId, metadata, auth, { execute, timeout: TIMEOUT_S });

  let held: { config: Promise<Configuration>; atMs: number } | null = null;
  const configured = async (): Promise<Configuration> => {
    if (!held || Date.now() - held.atMs > HELD_MS) {
      const config = ask().catch(async () => {
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
        return ask();
      });
      held = { config, atMs: Date.now() };
    }
    const mine = held;
    try {
      return await mine.config;
    } catch (error) {
      if (held === mine) held = null;
      log.warn({ err: error, issuer }, 'the provider of OpenID Connect does not answer');
      throw refuse(503, 'oidc-unreachable', 'the provider does not answer');
    }
  };
  return {
    name,
    issuer,
    begin: async (back) => {
      const config = await configured();
      const trying = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }; // prettier-ignore
      const address = buildAuthorizationUrl(config, {
        redirect_uri: back,
        scope: 'openid',
        response_type: 'code',
        state: trying.state,
        nonce: trying.nonce,
        code_challenge: await calculatePKCECodeChallenge(trying.verifier),
        code_challenge_method: 'S256',
      });
      return { ...trying, address: address.href };
    },
    finish: async (at, { state, nonce, verifier }) => {
      const config = await configured();
      try {
        const tokens = await authorizationCodeGrant(config, at, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        return { subject: tokens.claims()!.sub };
      } catch (error) {
        throw whatFailed(error);
      }
    },
  };

  function whatFailed(error: unknown): Error {
    if (error instanceof AuthorizationResponseError)
      return refuse(403, 'oidc-refused', error.error);
    log.warn({ err: error, issuer }, 'an answer of the provider of OpenID Connect');
    const isAway = error instanceof TypeError || (error instanceof ClientError && error.code === 'OAUTH_TIMEOUT'); // prettier-ignore
    return isAway
      ? refuse(503, 'oidc-unreachable', 'the provider does not answer')
      : refuse(502, 'oidc-failed', 'its answer does not hold');
  }
}
