import type { Configuration } from '../configuration.js';

/** An OpenID Connect provider, and us as its client. */
export interface OidcSettings {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the provider has to be told of us when we are registered there. */
  readonly callbackUrl: URL;
}

const callbackPath = '/api/v1/session/oidc/callback';
const loopbackHosts = ['127.0.0.1', '[::1]', 'localhost'];

/** Undefined where nothing is configured. @throws if some of it is, or in the clear over a network */
export function oidcSettingsOf(configuration: Configuration): OidcSettings | undefined {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, PUBLIC_URL } = configuration;
  const given = { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET };
  const missing = Object.entries({ ...given, PUBLIC_URL }).filter(([, value]) => value === undefined);
  if (Object.values(given).every((value) => value === undefined)) return undefined;
  if (missing.length > 0) {
    throw new Error(`Signing in with OpenID Connect needs ${missing.map(([name]) => name).join(', ')} too.`);
  }
  const issuer = new URL(OIDC_ISSUER!);
  if (issuer.protocol !== 'https:' && !loopbackHosts.includes(issuer.hostname)) {
    throw new Error('OIDC_ISSUER must be https.');
  }
  const callbackUrl = new URL(callbackPath, PUBLIC_URL);
  return { issuer, clientId: OIDC_CLIENT_ID!, clientSecret: OIDC_CLIENT_SECRET!, callbackUrl };
}
