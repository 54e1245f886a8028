import { Controller } from '@nestjs/common';
import {
  apiKeyOperations,
  type ApiKeyView,
  type CreatedApiKeyView,
  type InputOf,
  type Page,
} from '@slipstream/contract';
import { ApiKeyNotFound, displayOf, EndpointNotFound, TenantNotFound } from '@slipstream/domain';
import { Database, hashApiKey, newApiKeySecret, newId } from '@slipstream/persistence';

import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { pageOf, pageRequest } from '../http/page.js';
import { toApiKeyView } from './api-key.view.js';

const { create, list, find, revoke } = apiKeyOperations;

@Controller()
export class ApiKeyController {
  constructor(private readonly database: Database) {}

  @Implements(create)
  async create(@Input() { params, body }: InputOf<typeof create>): Promise<CreatedApiKeyView> {
    const { tenantId } = params;
    if ((await this.database.tenants.find(tenantId)) === undefined) throw new TenantNotFound();
    const endpointIds = body.endpointIds ?? null;
    if (
      endpointIds !== null &&
      (await this.database.endpoints.countOwned(tenantId, endpointIds)) < new Set(endpointIds).size
    ) {
      throw new EndpointNotFound();
    }
    const secret = newApiKeySecret();
    const { prefix, lastFour } = displayOf(secret);
    const key = await this.database.apiKeys.create({
      id: newId('apiKey'),
      tenantId,
      name: body.name,
      hash: hashApiKey(secret),
      displayPrefix: prefix,
      lastFour,
      scopes: body.scopes,
      endpointIds,
      expiresAt: body.expiresAt === undefined ? null : new Date(body.expiresAt),
    });
    return { ...toApiKeyView(key), secret };
  }

  @Implements(list)
  async list(@Input() { params, query }: InputOf<typeof list>): Promise<Page<ApiKeyView>> {
    const keys = await this.database.apiKeys.list(params.tenantId, pageRequest(query));
    return pageOf(keys, query, toApiKeyView);
  }

  @Implements(find)
  async find(@Input() { params }: InputOf<typeof find>): Promise<ApiKeyView> {
    const key = await this.database.apiKeys.find(params.tenantId, params.keyId);
    if (key === undefined) throw new ApiKeyNotFound();
    return toApiKeyView(key);
  }

  @Implements(revoke)
  async revoke(@Input() { params }: InputOf<typeof revoke>): Promise<void> {
    const { tenantId, keyId } = params;
    if ((await this.database.apiKeys.find(tenantId, keyId)) === undefined) throw new ApiKeyNotFound();
    await this.database.apiKeys.revoke(tenantId, keyId, new Date());
  }
}
