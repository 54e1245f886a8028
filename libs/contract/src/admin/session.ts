import { z } from 'zod';

import { idSchema, nameSchema, timestampSchema } from './fields.js';
import { operation, password, session } from './operation.js';
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
