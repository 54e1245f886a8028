import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { type CreateApiKey, createApiKeySchema, type PageQuery, pageQuerySchema } from '@slipstream/contract';
import {
  type ApiKeyId,
  ApiKeyNotFound,
  displayOf,
  EndpointNotFound,
  parseId,
  TenantNotFound,
} from '@slipstream/domain';
import { type ApiKey, Database, hashApiKey, newApiKeySecret, newId } from '@slipstream/persistence';

import { AccessGuard, RequireScope } from '../auth/access.guard.js';
import { type Page, pageOf, pageRequest } from '../http/page.js';
import { ZodPipe } from '../http/zod.pipe.js';

/** A key with its secret, which is shown at creation and never again. */
export interface CreatedApiKey extends ApiKey {
  readonly secret: string;
}

@UseGuards(AccessGuard)
@Controller('api/v1/tenants/:tenantId/keys')
export class ApiKeyController {
  constructor(private readonly database: Database) {}

  @Post()
  @RequireScope('keys:write')
  async create(
    @Param('tenantId') tenantText: string,
    @Body(new ZodPipe(createApiKeySchema)) body: CreateApiKey,
  ): Promise<CreatedApiKey> {
    const tenantId = parseId('tenant', tenantText);
    if ((await this.database.tenants.find(tenantId)) === undefined) throw new TenantNotFound();
    const endpointIds = body.endpointIds?.map((id) => parseId('endpoint', id)) ?? null;
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
    return { ...key, secret };
  }

  @Get()
  @RequireScope('keys:write')
  async list(
    @Param('tenantId') tenantId: string,
    @Query(new ZodPipe(pageQuerySchema)) query: PageQuery,
  ): Promise<Page<ApiKey>> {
    return pageOf(
      await this.database.apiKeys.list(parseId('tenant', tenantId), pageRequest<ApiKeyId>(query)),
      query,
    );
  }

  @Delete(':keyId')
  @RequireScope('keys:write')
  @HttpCode(204)
  async revoke(@Param('tenantId') tenantText: string, @Param('keyId') keyText: string): Promise<void> {
    const tenantId = parseId('tenant', tenantText);
    const keyId = parseId('apiKey', keyText);
    if ((await this.database.apiKeys.find(tenantId, keyId)) === undefined) throw new ApiKeyNotFound();
    await this.database.apiKeys.revoke(tenantId, keyId, new Date());
  }
}
