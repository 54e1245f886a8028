import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { type CreateTenant, createTenantSchema, type PageQuery, pageQuerySchema } from '@slipstream/contract';
import { parseId, type TenantId, TenantNotFound } from '@slipstream/domain';
import { Database, newId, type Tenant } from '@slipstream/persistence';

import { AccessGuard, PlatformOnly, RequireScope } from '../auth/access.guard.js';
import { type Page, pageOf, pageRequest } from '../http/page.js';
import { ZodPipe } from '../http/zod.pipe.js';

@UseGuards(AccessGuard)
@Controller('api/v1/tenants')
export class TenantController {
  constructor(private readonly database: Database) {}

  @Post()
  @PlatformOnly()
  create(@Body(new ZodPipe(createTenantSchema)) body: CreateTenant): Promise<Tenant> {
    return this.database.tenants.create({ id: newId('tenant'), name: body.name });
  }

  @Get()
  @PlatformOnly()
  async list(@Query(new ZodPipe(pageQuerySchema)) query: PageQuery): Promise<Page<Tenant>> {
    return pageOf(await this.database.tenants.list(pageRequest<TenantId>(query)), query);
  }

  @Get(':tenantId')
  @RequireScope('endpoints:read')
  async find(@Param('tenantId') tenantId: string): Promise<Tenant> {
    const tenant = await this.database.tenants.find(parseId('tenant', tenantId));
    if (tenant === undefined) throw new TenantNotFound();
    return tenant;
  }

  @Delete(':tenantId')
  @PlatformOnly()
  @HttpCode(204)
  remove(@Param('tenantId') tenantId: string): Promise<void> {
    return this.database.tenants.remove(parseId('tenant', tenantId));
  }
}
