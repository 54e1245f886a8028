import { type Configuration, type IDToken, randomNonce, randomState } from 'openid-client';
import { Strategy } from 'openid-client/passport';

/** What the strategy keeps between the two halves of a sign-in: PKCE's verifier, state and nonce. */
export type SignInState = Record<string, unknown>;

/** What the strategy reads of a request, in place of Express'. */
export interface StrategyRequest {
  readonly method: 'GET';
  readonly url: string;
  readonly session: SignInState;
}

type Given = Parameters<Strategy['currentUrl']>[0];

/**
 * The authorization code flow, always with PKCE, state and nonce, whatever of them the provider demands. Issuer, audience,
 * expiry and signature of the ID token are checked before `claims` are passed on.
 */
export class OidcStrategy extends Strategy {
  constructor(
    config: Configuration,
    private readonly callback: URL,
  ) {
    super(
      { config, callbackURL: callback, scope: 'openid email profile', name: 'oidc', sessionKey: 'oidc' },
      (tokens, verified) => {
        const claims: IDToken | undefined = tokens.claims();
        verified(null, claims ?? false);
      },
    );
  }

  override authorizationRequestParams(): URLSearchParams {
    return new URLSearchParams({ state: randomState(), nonce: randomNonce() });
  }

  override currentUrl(request: Given): URL {
    return new URL((request as unknown as StrategyRequest).url, this.callback);
  }

  /** Which half of the flow it is, is a matter of the path and not of what a query claims. */
  override shouldInitiateAuthRequest(_request: Given, currentUrl: URL): boolean {
    return currentUrl.pathname !== this.callback.pathname;
  }
}
