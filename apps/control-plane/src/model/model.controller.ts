import { Body, Controller, Get, Param, Post, Query, UseGuards } from '@nestjs/common';
import { type CreateModel, createModelSchema, type PageQuery, pageQuerySchema } from '@slipstream/contract';
import { type ModelId, ModelNotFound, parseId } from '@slipstream/domain';
import { Database, type Model, newId } from '@slipstream/persistence';

import { AccessGuard, PlatformOnly, RequireScope } from '../auth/access.guard.js';
import { type Page, pageOf, pageRequest } from '../http/page.js';
import { ZodPipe } from '../http/zod.pipe.js';
import { ModelAdmission } from './model-admission.js';

@UseGuards(AccessGuard)
@Controller('api/v1/models')
export class ModelController {
  constructor(
    private readonly database: Database,
    private readonly admission: ModelAdmission,
  ) {}

  @Post()
  @PlatformOnly()
  async create(@Body(new ZodPipe(createModelSchema)) body: CreateModel): Promise<Model> {
    const model = await this.database.models.create({ id: newId('model'), ...body });
    this.admission.wake();
    return model;
  }

  @Get()
  @RequireScope('endpoints:read')
  async list(@Query(new ZodPipe(pageQuerySchema)) query: PageQuery): Promise<Page<Model>> {
    return pageOf(await this.database.models.list(pageRequest<ModelId>(query)), query);
  }

  @Get(':modelId')
  @RequireScope('endpoints:read')
  async find(@Param('modelId') modelId: string): Promise<Model> {
    const model = await this.database.models.find(parseId('model', modelId));
    if (model === undefined) throw new ModelNotFound();
    return model;
  }
}
