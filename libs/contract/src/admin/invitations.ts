import { z } from 'zod';

import { idSchema, timestampSchema } from './fields.js';
import { everybody, operation, scope } from './operation.js';
import { pageQuerySchema, pageSchema } from './page.js';
import { emailSchema, passwordSchema, personName, roleSchema } from './people.js';
import { sessionSchema } from './session.js';
import { tenantParams } from './tenants.js';

export const createInvitationSchema = z
  .strictObject({ email: emailSchema, role: roleSchema })
  .meta({ id: 'CreateInvitation' });

const invitationFields = {
  id: idSchema('invitation'),
  tenantId: idSchema('tenant'),
  email: z.string(),
  role: roleSchema,
  expiresAt: timestampSchema,
  acceptedAt: timestampSchema.nullable(),
  revokedAt: timestampSchema.nullable(),
  createdAt: timestampSchema,
};
export const invitationSchema = z.strictObject(invitationFields).meta({ id: 'Invitation' });
export type InvitationView = z.output<typeof invitationSchema>;

export const createdInvitationSchema = z
  .strictObject({
    ...invitationFields,
    token: z.string().meta({ description: 'Shown here and never again. Hand it to the person invited.' }),
  })
  .meta({ id: 'CreatedInvitation' });
export type CreatedInvitationView = z.output<typeof createdInvitationSchema>;

export const acceptInvitationSchema = z
  .strictObject({
    token: z.string().min(1).max(100),
    name: personName,
    password: passwordSchema.meta({
      description: 'A new one, or that of the account with this email address.',
    }),
  })
  .meta({ id: 'AcceptInvitation' });

const tag = 'Invitations';
const collection = '/api/v1/tenants/{tenantId}/invitations';

export const invitationOperations = {
  create: operation({
    id: 'createInvitation',
    tag,
    summary: 'Invite a person into a tenant',
    description: 'The invitation lasts seven days. Nobody invites somebody into a role above their own.',
    method: 'post',
    path: collection,
    access: scope('admin'),
    params: tenantParams,
    body: createInvitationSchema,
    status: 201,
    result: createdInvitationSchema,
    problems: ['ROLE_TOO_HIGH'],
  }),
  list: operation({
    id: 'listInvitations',
    tag,
    summary: 'List the invitations of a tenant, oldest first',
    method: 'get',
    path: collection,
    access: scope('admin'),
    params: tenantParams,
    query: pageQuerySchema,
    status: 200,
    result: pageSchema(invitationSchema),
  }),
  revoke: operation({
    id: 'revokeInvitation',
    tag,
    summary: 'Revoke an invitation',
    description: 'Revoking again, or one that was accepted, changes nothing.',
    method: 'delete',
    path: `${collection}/{invitationId}`,
    access: scope('admin'),
    params: tenantParams.extend({ invitationId: idSchema('invitation') }),
    status: 204,
    problems: ['INVITATION_NOT_FOUND'],
  }),
  accept: operation({
    id: 'acceptInvitation',
    tag,
    summary: 'Accept an invitation, which makes a member and signs in',
    method: 'post',
    path: '/api/v1/invitations/accept',
    access: everybody,
    body: acceptInvitationSchema,
    status: 201,
    result: sessionSchema,
    problems: ['INVITATION_NOT_FOUND', 'SIGN_IN_REFUSED', 'TOO_MANY_ATTEMPTS'],
  }),
} as const;
