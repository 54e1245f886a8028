import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import {
  type CreateEndpoint,
  createEndpointSchema,
  type PageQuery,
  pageQuerySchema,
} from '@slipstream/contract';
import {
  type DesiredEndpointState,
  type EndpointId,
  EndpointNotFound,
  ModelNotFound,
  parseId,
  TenantNotFound,
} from '@slipstream/domain';
import { Database, type Endpoint, newId, type Replica } from '@slipstream/persistence';

import { AccessGuard, RequireScope } from '../auth/access.guard.js';
import { type Page, pageOf, pageRequest } from '../http/page.js';
import { ZodPipe } from '../http/zod.pipe.js';
import { Reconciler } from '../replica/reconciler.js';

const listedReplicasMax = 50;

@UseGuards(AccessGuard)
@Controller('api/v1/tenants/:tenantId/endpoints')
export class EndpointController {
  constructor(
    private readonly database: Database,
    private readonly reconciler: Reconciler,
  ) {}

  @Post()
  @RequireScope('endpoints:write')
  async create(
    @Param('tenantId') tenantText: string,
    @Body(new ZodPipe(createEndpointSchema)) body: CreateEndpoint,
  ): Promise<Endpoint> {
    const tenantId = parseId('tenant', tenantText);
    const modelId = parseId('model', body.modelId);
    if ((await this.database.tenants.find(tenantId)) === undefined) throw new TenantNotFound();
    if ((await this.database.models.find(modelId)) === undefined) throw new ModelNotFound();
    const { name, replicaCount } = body;
    const endpoint = await this.database.endpoints.create({
      id: newId('endpoint'),
      tenantId,
      name,
      modelId,
      replicaCount,
    });
    this.reconciler.wake();
    return endpoint;
  }

  @Get()
  @RequireScope('endpoints:read')
  async list(
    @Param('tenantId') tenantId: string,
    @Query(new ZodPipe(pageQuerySchema)) query: PageQuery,
  ): Promise<Page<Endpoint>> {
    return pageOf(
      await this.database.endpoints.list(parseId('tenant', tenantId), pageRequest<EndpointId>(query)),
      query,
    );
  }

  @Get(':endpointId')
  @RequireScope('endpoints:read')
  async find(
    @Param('tenantId') tenantId: string,
    @Param('endpointId') endpointId: string,
  ): Promise<Endpoint> {
    const endpoint = await this.database.endpoints.find(
      parseId('tenant', tenantId),
      parseId('endpoint', endpointId),
    );
    if (endpoint === undefined) throw new EndpointNotFound();
    return endpoint;
  }

  @Get(':endpointId/replicas')
  @RequireScope('endpoints:read')
  async replicas(
    @Param('tenantId') tenantId: string,
    @Param('endpointId') endpointId: string,
  ): Promise<{ data: Replica[] }> {
    const endpoint = await this.find(tenantId, endpointId);
    return { data: await this.database.replicas.listOfEndpoint(endpoint.id, listedReplicasMax) };
  }

  @Post(':endpointId/start')
  @RequireScope('endpoints:write')
  @HttpCode(202)
  start(@Param('tenantId') tenantId: string, @Param('endpointId') endpointId: string): Promise<Endpoint> {
    return this.desire(tenantId, endpointId, 'running');
  }

  @Post(':endpointId/stop')
  @RequireScope('endpoints:write')
  @HttpCode(202)
  stop(@Param('tenantId') tenantId: string, @Param('endpointId') endpointId: string): Promise<Endpoint> {
    return this.desire(tenantId, endpointId, 'stopped');
  }

  @Delete(':endpointId')
  @RequireScope('endpoints:write')
  @HttpCode(202)
  remove(@Param('tenantId') tenantId: string, @Param('endpointId') endpointId: string): Promise<Endpoint> {
    return this.desire(tenantId, endpointId, 'deleted');
  }

  private async desire(tenantId: string, endpointId: string, state: DesiredEndpointState): Promise<Endpoint> {
    const endpoint = await this.database.endpoints.desire(
      parseId('tenant', tenantId),
      parseId('endpoint', endpointId),
      state,
    );
    this.reconciler.wake();
    return endpoint;
  }
}
