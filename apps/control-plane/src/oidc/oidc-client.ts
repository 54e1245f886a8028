import { Inject, Injectable } from '@nestjs/common';
import { SignInRefused } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import {
  allowInsecureRequests,
  AuthorizationResponseError,
  ClientError,
  ClientSecretBasic,
  type Configuration as ProviderConfiguration,
  discovery,
  enableNonRepudiationChecks,
  type IDToken,
  ResponseBodyError,
} from 'openid-client';
import passport from 'passport';

import { type Configuration, configurationToken } from '../configuration.js';
import { OidcNotConfigured, OidcUnavailable } from '../http/refusals.js';
import { loggerToken } from '../logging.js';
import { type OidcSettings, oidcSettingsOf } from './oidc-settings.js';
import { OidcStrategy, type SignInState, type StrategyRequest } from './oidc-strategy.js';

type Step =
  | { readonly kind: 'redirected'; readonly url: string }
  | { readonly kind: 'identified'; readonly claims: IDToken };

const timeoutSeconds = 10;
/** A path that is not the callback's begins the flow. */
const startPath = '/';

/** The two halves of signing in with the configured provider, which is discovered when it is first needed. */
@Injectable()
export class OidcClient {
  private readonly settings: OidcSettings | undefined;
  private strategy: Promise<OidcStrategy> | undefined;

  constructor(
    @Inject(configurationToken) configuration: Configuration,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {
    this.settings = oidcSettingsOf(configuration);
  }

  /** Where to send a browser, and what has to be known when it comes back. */
  async begin(): Promise<{ url: string; state: SignInState }> {
    const state: SignInState = {};
    const step = await this.authenticate({ method: 'GET', url: startPath, session: state });
    if (step.kind !== 'redirected') throw new Error('the flow did not begin with a redirection');
    return { url: step.url, state };
  }

  /** The claims of whom the provider sent back. @throws SignInRefused if that is not to be believed */
  async finish(url: string, state: SignInState): Promise<IDToken> {
    const step = await this.authenticate({ method: 'GET', url, session: { ...state } });
    if (step.kind !== 'identified') throw new SignInRefused();
    return step.claims;
  }

  private async authenticate(request: StrategyRequest): Promise<Step> {
    const strategy = await this.discovered();
    try {
      return await authenticateWith(strategy, request);
    } catch (error) {
      if (error instanceof SignInRefused) throw error;
      this.logger.warn({ err: error }, 'a sign-in with OpenID Connect failed');
      throw isRefusal(error) ? new SignInRefused() : new OidcUnavailable(error);
    }
  }

  private async discovered(): Promise<OidcStrategy> {
    const { settings } = this;
    if (settings === undefined) throw new OidcNotConfigured();
    this.strategy ??= discover(settings).then((provider) => new OidcStrategy(provider, settings.callbackUrl));
    try {
      return await this.strategy;
    } catch (error) {
      // Asked again by the next sign-in.
      this.strategy = undefined;
      this.logger.error({ err: error }, 'the OpenID Connect provider could not be discovered');
      throw new OidcUnavailable(error);
    }
  }
}

function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<ProviderConfiguration> {
  const onLoopback = issuer.protocol === 'http:' ? [allowInsecureRequests] : [];
  return discovery(issuer, clientId, undefined, ClientSecretBasic(clientSecret), {
    execute: [enableNonRepudiationChecks, ...onLoopback],
    timeout: timeoutSeconds,
  });
}

/** Runs a strategy through Passport outside of Express: of a response it only ever makes a redirection. */
function authenticateWith(strategy: OidcStrategy, request: StrategyRequest): Promise<Step> {
  return new Promise((resolve, reject) => {
    const response = {
      statusCode: 0,
      setHeader: (name: string, value: string) => {
        if (name.toLowerCase() === 'location') resolve({ kind: 'redirected', url: value });
      },
      end: () => undefined,
    };
    const done = (error: unknown, claims: unknown): void => {
      if (error !== null && error !== undefined) reject(error as Error);
      else if (claims) resolve({ kind: 'identified', claims: claims as IDToken });
      else reject(new SignInRefused());
    };
    const middleware = passport.authenticate(strategy, { session: false }, done) as (
      request: StrategyRequest,
      response: object,
      next: (error: unknown) => void,
    ) => void;
    middleware(request, response, (error) => done(error, undefined));
  });
}

/** What came back is wrong, in contrast to a provider that cannot be reached. */
function isRefusal(error: unknown): boolean {
  const isTimeout = (error as { code?: string }).code === 'OAUTH_TIMEOUT';
  return (
    error instanceof AuthorizationResponseError ||
    error instanceof ResponseBodyError ||
    (error instanceof ClientError && !isTimeout)
  );
}
