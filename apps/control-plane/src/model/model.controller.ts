import { Controller } from '@nestjs/common';
import { type InputOf, modelOperations, type ModelView, type Page } from '@slipstream/contract';
import { ModelNotFound } from '@slipstream/domain';
import { Database, newId } from '@slipstream/persistence';

import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { pageOf, pageRequest } from '../http/page.js';
import { toModelView } from './model.view.js';
import { ModelAdmission } from './model-admission.js';

const { create, list, find } = modelOperations;

@Controller()
export class ModelController {
  constructor(
    private readonly database: Database,
    private readonly admission: ModelAdmission,
  ) {}

  @Implements(create)
  async create(@Input() { body }: InputOf<typeof create>): Promise<ModelView> {
    const model = await this.database.models.create({ id: newId('model'), ...body });
    this.admission.wake();
    return toModelView(model);
  }

  @Implements(list)
  async list(@Input() { query }: InputOf<typeof list>): Promise<Page<ModelView>> {
    return pageOf(await this.database.models.list(pageRequest(query)), query, toModelView);
  }

  @Implements(find)
  async find(@Input() { params }: InputOf<typeof find>): Promise<ModelView> {
    const model = await this.database.models.find(params.modelId);
    if (model === undefined) throw new ModelNotFound();
    return toModelView(model);
  }
}
