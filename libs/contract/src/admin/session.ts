import { z } from 'zod';

import { idSchema, nameSchema, timestampSchema } from './fields.js';
import { everybody, operation, password, session } from './operation.js';
import { emailSchema, passwordSchema, roleSchema, userSchema } from './people.js';

export const signInSchema = z
  .strictObject({ email: emailSchema, password: passwordSchema })
  .meta({ id: 'SignIn' });

export const sessionSchema = z
  .strictObject({
    user: userSchema,
    memberships: z.array(
      z.strictObject({ tenantId: idSchema('tenant'), tenantName: nameSchema, role: roleSchema }),
    ),
    csrfToken: z.string().meta({ description: 'Goes with every request that is no GET, as `X-CSRF-Token`.' }),
    expiresAt: timestampSchema,
  })
  .meta({ id: 'Session' });
export type SessionView = z.output<typeof sessionSchema>;

const tag = 'Sessions';
const path = '/api/v1/session';

export const sessionOperations = {
  signIn: operation({
    id: 'signIn',
    tag,
    summary: 'Sign in, which sets the session cookie',
    method: 'post',
    path,
    access: password,
    body: signInSchema,
    status: 201,
    result: sessionSchema,
    problems: ['SIGN_IN_REFUSED', 'TOO_MANY_ATTEMPTS'],
  }),
  current: operation({
    id: 'getSession',
    tag,
    summary: 'Who is signed in, and where they are a member',
    method: 'get',
    path,
    access: session,
    status: 200,
    result: sessionSchema,
  }),
  startOidc: operation({
    id: 'startOidcSignIn',
    tag,
    summary: 'Sign in with the OpenID Connect provider: redirects there',
    method: 'get',
    path: `${path}/oidc`,
    access: everybody,
    status: 302,
    problems: ['OIDC_NOT_CONFIGURED', 'OIDC_UNAVAILABLE'],
  }),
  finishOidc: operation({
    id: 'finishOidcSignIn',
    tag,
    summary: 'Where the OpenID Connect provider sends people back to; sets the session cookie',
    description:
      'The provider must say that the email address is verified. Somebody who is known by it is signed in; open ' +
      'invitations to it are accepted, and give an account to somebody who has none. Goes on to `/`.',
    method: 'get',
    path: `${path}/oidc/callback`,
    access: everybody,
    query: z.looseObject({
      code: z.string().max(4_096).optional(),
      state: z.string().max(1_024).optional(),
      error: z.string().max(256).optional(),
    }),
    status: 302,
    problems: [
      'INVALID_INPUT',
      'SIGN_IN_REFUSED',
      'OIDC_NOT_CONFIGURED',
      'OIDC_UNAVAILABLE',
      'STATE_CHANGED',
      'DATABASE_UNAVAILABLE',
    ],
  }),
  signOut: operation({
    id: 'signOut',
    tag,
    summary: 'Sign out; the session is of no use any more',
    method: 'delete',
    path,
    access: session,
    status: 204,
  }),
} as const;
