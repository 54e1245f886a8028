import { z } from 'zod';

import { idSchema, timestampSchema } from './fields.js';
import { operation, scope } from './operation.js';
import { pageQuerySchema, pageSchema } from './page.js';
import { roleSchema, userSchema } from './people.js';
import { tenantParams } from './tenants.js';

export const memberSchema = z
  .strictObject({ user: userSchema, role: roleSchema, version: z.number().int(), createdAt: timestampSchema })
  .meta({ id: 'Member' });
export type MemberView = z.output<typeof memberSchema>;

export const updateMemberSchema = z.strictObject({ role: roleSchema }).meta({ id: 'UpdateMember' });

const tag = 'Members';
const collection = '/api/v1/tenants/{tenantId}/members';
const one = `${collection}/{userId}`;
const memberParams = tenantParams.extend({ userId: idSchema('user') });

export const memberOperations = {
  list: operation({
    id: 'listMembers',
    tag,
    summary: 'List the members of a tenant',
    method: 'get',
    path: collection,
    access: scope('endpoints:read'),
    params: tenantParams,
    query: pageQuerySchema,
    status: 200,
    result: pageSchema(memberSchema),
  }),
  find: operation({
    id: 'getMember',
    tag,
    summary: 'Get a member',
    method: 'get',
    path: one,
    access: scope('endpoints:read'),
    params: memberParams,
    status: 200,
    result: memberSchema,
    isVersioned: true,
    problems: ['MEMBER_NOT_FOUND'],
  }),
  update: operation({
    id: 'updateMember',
    tag,
    summary: 'Give a member another role',
    description: 'Nobody changes somebody above themselves, and a tenant that has an owner keeps one.',
    method: 'patch',
    path: one,
    access: scope('admin'),
    params: memberParams,
    body: updateMemberSchema,
    status: 200,
    result: memberSchema,
    isVersioned: true,
    problems: ['MEMBER_NOT_FOUND', 'ROLE_TOO_HIGH', 'LAST_OWNER'],
  }),
  remove: operation({
    id: 'removeMember',
    tag,
    summary: 'Remove a member; they lose access at once',
    method: 'delete',
    path: one,
    access: scope('admin'),
    params: memberParams,
    status: 204,
    problems: ['MEMBER_NOT_FOUND', 'ROLE_TOO_HIGH', 'LAST_OWNER'],
  }),
} as const;
