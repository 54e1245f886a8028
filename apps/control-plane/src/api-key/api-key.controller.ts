import { Controller } from '@nestjs/common';
import {
  apiKeyOperations,
  type ApiKeyView,
  type CreatedApiKeyView,
  type InputOf,
  type Page,
} from '@slipstream/contract';
import { type ApiKeyId, ApiKeyNotFound, KeyNotUsable, type TenantId } from '@slipstream/domain';
import { type ApiKey, isUsable, type Repositories } from '@slipstream/persistence';

import { assertMayGrant, assertWithinReach } from '../auth/assert-allowed.js';
import { UnitsOfWork } from '../change/units-of-work.js';
import { assertMatches } from '../http/entity-tag.js';
import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { pageOf, pageRequest } from '../http/page.js';
import { PreconditionFailed } from '../http/refusals.js';
import { Context, type RequestContext } from '../http/request-context.js';
import { toApiKeyView } from './api-key.view.js';
import { assertEndpointsOwned } from './assert-endpoints-owned.js';
import { handOver } from './hand-over.js';
import { issueKey } from './issue-key.js';
import { planRotation } from './plan-rotation.js';

const { create, list, find, update, rotate, revoke } = apiKeyOperations;

@Controller()
export class ApiKeyController {
  constructor(private readonly work: UnitsOfWork) {}

  @Implements(create)
  create(
    @Input() { params, body }: InputOf<typeof create>,
    @Context() context: RequestContext,
  ): Promise<CreatedApiKeyView> {
    const { tenantId } = params;
    const { name, scopes, endpointIds = null } = body;
    const expiresAt = body.expiresAt === undefined ? null : new Date(body.expiresAt);
    assertMayGrant(context.caller, { scopes, endpointIds });
    return this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      await assertEndpointsOwned(repositories, { tenantId, endpointIds });
      const { key, secret } = await issueKey(repositories, {
        tenantId,
        name,
        scopes,
        endpointIds,
        expiresAt,
        rotatedFrom: null,
      });
      const after = toApiKeyView(key);
      trail.record({ action: 'key.create', tenantId, resourceId: key.id, before: null, after });
      return { ...after, secret };
    });
  }

  @Implements(list)
  list(@Input() { params, query }: InputOf<typeof list>): Promise<Page<ApiKeyView>> {
    const { tenantId } = params;
    return this.work.read(tenantId, async ({ apiKeys }) =>
      pageOf(await apiKeys.list(tenantId, pageRequest('apiKey', query)), query, toApiKeyView),
    );
  }

  @Implements(find)
  find(@Input() { params }: InputOf<typeof find>): Promise<ApiKeyView> {
    return this.work.read(params.tenantId, async (repositories) =>
      toApiKeyView(await findOwned(repositories, params)),
    );
  }

  @Implements(update)
  update(
    @Input() { params, body }: InputOf<typeof update>,
    @Context() context: RequestContext,
  ): Promise<ApiKeyView> {
    const { tenantId, keyId } = params;
    return this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      const key = await findOwned(repositories, params);
      assertWithinReach(context.caller, key);
      assertMatches(context.ifMatch, key.version);
      const { name = key.name, scopes = key.scopes, endpointIds = key.endpointIds } = body;
      const expiresAt = body.expiresAt === undefined ? key.expiresAt : dateOf(body.expiresAt);
      assertMayGrant(context.caller, { scopes, endpointIds });
      if (body.endpointIds !== undefined) await assertEndpointsOwned(repositories, { tenantId, endpointIds });
      const changed = { name, scopes, endpointIds, expiresAt };
      const updated = await repositories.apiKeys.update(key, changed);
      if (updated === undefined) throw new PreconditionFailed();
      const [before, after] = [toApiKeyView(key), toApiKeyView(updated)];
      trail.record({ action: 'key.update', tenantId, resourceId: keyId, before, after });
      return after;
    });
  }

  @Implements(rotate)
  rotate(
    @Input() { params, body }: InputOf<typeof rotate>,
    @Context() context: RequestContext,
  ): Promise<CreatedApiKeyView> {
    const { tenantId, keyId } = params;
    return this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      const old = await findOwned(repositories, params);
      const now = new Date();
      if (!isUsable(old, now)) throw new KeyNotUsable();
      // Whoever rotates a key gets to see its successor.
      assertMayGrant(context.caller, old);
      const { oldExpiresAt, newKey } = planRotation(old, { now, overlapSeconds: body.overlapSeconds });
      const ending = await repositories.apiKeys.update(old, { expiresAt: oldExpiresAt });
      if (ending === undefined) throw new PreconditionFailed();
      const { key, secret } = await issueKey(repositories, newKey);
      const [before, after] = [toApiKeyView(old), toApiKeyView(ending)];
      trail.record({ action: 'key.rotate', tenantId, resourceId: keyId, before, after });
      const created = toApiKeyView(key);
      trail.record({ action: 'key.create', tenantId, resourceId: key.id, before: null, after: created });
      await handOver(repositories, trail, { tenantId, from: keyId, to: key.id });
      return { ...created, secret };
    });
  }

  @Implements(revoke)
  revoke(@Input() { params }: InputOf<typeof revoke>, @Context() context: RequestContext): Promise<void> {
    const { tenantId, keyId } = params;
    return this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      const key = await findOwned(repositories, params);
      assertWithinReach(context.caller, key);
      if (key.revokedAt !== null) return;
      const before = toApiKeyView(key);
      await repositories.apiKeys.revoke(tenantId, keyId, new Date());
      const after = toApiKeyView(await findOwned(repositories, params));
      trail.record({ action: 'key.revoke', tenantId, resourceId: keyId, before, after });
    });
  }
}

async function findOwned(
  { apiKeys }: Repositories,
  { tenantId, keyId }: { tenantId: TenantId; keyId: ApiKeyId },
): Promise<ApiKey> {
  const key = await apiKeys.find(tenantId, keyId);
  if (key === undefined) throw new ApiKeyNotFound();
  return key;
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
