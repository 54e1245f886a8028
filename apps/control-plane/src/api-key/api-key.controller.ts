import { Controller } from '@nestjs/common';
import {
  apiKeyOperations,
  type ApiKeyView,
  type CreatedApiKeyView,
  type InputOf,
  type Page,
} from '@slipstream/contract';
import {
  ApiKeyNotFound,
  displayOf,
  type EndpointId,
  EndpointNotFound,
  type TenantId,
} from '@slipstream/domain';
import { hashApiKey, newApiKeySecret, newId, type Repositories } from '@slipstream/persistence';

import { assertMayGrant } from '../auth/assert-allowed.js';
import { UnitsOfWork } from '../change/units-of-work.js';
import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { pageOf, pageRequest } from '../http/page.js';
import { Context, type RequestContext } from '../http/request-context.js';
import { toApiKeyView } from './api-key.view.js';

const { create, list, find, revoke } = apiKeyOperations;

@Controller()
export class ApiKeyController {
  constructor(private readonly work: UnitsOfWork) {}

  @Implements(create)
  create(
    @Input() { params, body }: InputOf<typeof create>,
    @Context() context: RequestContext,
  ): Promise<CreatedApiKeyView> {
    const { tenantId } = params;
    const { name, scopes, endpointIds = null, expiresAt } = body;
    assertMayGrant(context.caller, { scopes, endpointIds });
    return this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      if (endpointIds !== null) await assertOwned(repositories, tenantId, endpointIds);
      const secret = newApiKeySecret();
      const { prefix, lastFour } = displayOf(secret);
      const key = await repositories.apiKeys.create({
        id: newId('apiKey'),
        tenantId,
        name,
        hash: hashApiKey(secret),
        displayPrefix: prefix,
        lastFour,
        scopes,
        endpointIds,
        expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
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
      pageOf(await apiKeys.list(tenantId, pageRequest(query)), query, toApiKeyView),
    );
  }

  @Implements(find)
  find(@Input() { params }: InputOf<typeof find>): Promise<ApiKeyView> {
    return this.work.read(params.tenantId, async ({ apiKeys }) => {
      const key = await apiKeys.find(params.tenantId, params.keyId);
      if (key === undefined) throw new ApiKeyNotFound();
      return toApiKeyView(key);
    });
  }

  @Implements(revoke)
  revoke(@Input() { params }: InputOf<typeof revoke>, @Context() context: RequestContext): Promise<void> {
    const { tenantId, keyId } = params;
    return this.work.changeTenant(context, tenantId, async ({ apiKeys }, trail) => {
      const before = await apiKeys.find(tenantId, keyId);
      if (before === undefined) throw new ApiKeyNotFound();
      if (before.revokedAt !== null) return;
      const revokedAt = new Date();
      await apiKeys.revoke(tenantId, keyId, revokedAt);
      trail.record({
        action: 'key.revoke',
        tenantId,
        resourceId: keyId,
        before: toApiKeyView(before),
        after: toApiKeyView({ ...before, revokedAt }),
      });
    });
  }
}

async function assertOwned(
  { endpoints }: Repositories,
  tenantId: TenantId,
  endpointIds: readonly EndpointId[],
): Promise<void> {
  const ownedCount = await endpoints.countOwned(tenantId, endpointIds);
  if (ownedCount < new Set(endpointIds).size) throw new EndpointNotFound();
}
