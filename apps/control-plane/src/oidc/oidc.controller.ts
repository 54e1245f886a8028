import { Controller, Inject, Req, Res } from '@nestjs/common';
import { sessionOperations } from '@slipstream/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { TextSealer } from '../change/sealed-text.js';
import { type Configuration, configurationToken } from '../configuration.js';
import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { Context, type RequestContext } from '../http/request-context.js';
import { setSessionCookie } from '../user/session-cookie.js';
import { OidcClient } from './oidc-client.js';
import { setStateCookie, takeStateCookie } from './oidc-cookie.js';
import { OidcSignIn } from './oidc-sign-in.js';

const { startOidc, finishOidc } = sessionOperations;

/** Where people land once they are signed in. */
const homePath = '/';

@Controller()
export class OidcController {
  private readonly sealer: TextSealer;

  constructor(
    private readonly client: OidcClient,
    private readonly signIn: OidcSignIn,
    @Inject(configurationToken) { WORKER_SECRET: secret }: Configuration,
  ) {
    this.sealer = new TextSealer({ secret, purpose: 'sign-in under way' });
  }

  @Implements(startOidc)
  async start(@Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const { url, state } = await this.client.begin();
    setStateCookie(reply, { sealer: this.sealer, state });
    void reply.header('location', url);
  }

  @Implements(finishOidc)
  async finish(
    @Input() _input: unknown,
    @Context() context: RequestContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const state = takeStateCookie(reply, request, this.sealer) ?? {};
    const claims = await this.client.finish(request.url, state);
    const opened = await this.signIn.signIn(context, claims);
    setSessionCookie(reply, opened);
    void reply.header('location', homePath);
  }
}
