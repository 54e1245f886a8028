import { Body, Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { type CreateRevision, createRevisionSchema } from '@slipstream/contract';
import { type EndpointId, EndpointNotFound, ModelNotFound, parseId } from '@slipstream/domain';
import { Database, type Revision } from '@slipstream/persistence';

import { AccessGuard, RequireScope } from '../auth/access.guard.js';
import { ZodPipe } from '../http/zod.pipe.js';
import { Reconciler } from '../replica/reconciler.js';

const listedRevisionsMax = 50;

@UseGuards(AccessGuard)
@Controller('api/v1/tenants/:tenantId/endpoints/:endpointId/revisions')
export class RevisionController {
  constructor(
    private readonly database: Database,
    private readonly reconciler: Reconciler,
  ) {}

  /** Asks for new weights; what becomes of them shows in the list. */
  @Post()
  @RequireScope('endpoints:write')
  @HttpCode(202)
  async create(
    @Param('tenantId') tenantId: string,
    @Param('endpointId') endpointText: string,
    @Body(new ZodPipe(createRevisionSchema)) body: CreateRevision,
  ): Promise<Revision> {
    const endpointId = await this.endpointOf(tenantId, endpointText);
    const modelId = parseId('model', body.modelId);
    if ((await this.database.models.find(modelId)) === undefined) throw new ModelNotFound();
    const revision = await this.database.revisions.create(endpointId, modelId);
    this.reconciler.wake();
    return revision;
  }

  /** Newest first. */
  @Get()
  @RequireScope('endpoints:read')
  async list(
    @Param('tenantId') tenantId: string,
    @Param('endpointId') endpointText: string,
  ): Promise<{ data: Revision[] }> {
    const endpointId = await this.endpointOf(tenantId, endpointText);
    return { data: await this.database.revisions.list(endpointId, listedRevisionsMax) };
  }

  private async endpointOf(tenantId: string, endpointId: string): Promise<EndpointId> {
    const endpoint = await this.database.endpoints.find(
      parseId('tenant', tenantId),
      parseId('endpoint', endpointId),
    );
    if (endpoint === undefined) throw new EndpointNotFound();
    return endpoint.id;
  }
}
