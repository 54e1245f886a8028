import { Controller } from '@nestjs/common';
import { type InputOf, modelOperations, type ModelView, type Page } from '@slipstream/contract';
import { ModelNotFound } from '@slipstream/domain';
import { Database, newId } from '@slipstream/persistence';

import { UnitsOfWork } from '../change/units-of-work.js';
import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { pageOf, pageRequest } from '../http/page.js';
import { Context, type RequestContext } from '../http/request-context.js';
import { toModelView } from './model.view.js';
import { ModelAdmission } from './model-admission.js';

const { create, list, find } = modelOperations;

/** Models are the platform's, and every tenant may see them. */
@Controller()
export class ModelController {
  constructor(
    private readonly database: Database,
    private readonly work: UnitsOfWork,
    private readonly admission: ModelAdmission,
  ) {}

  @Implements(create)
  async create(
    @Input() { body }: InputOf<typeof create>,
    @Context() context: RequestContext,
  ): Promise<ModelView> {
    const created = await this.work.changePlatform(context, async ({ models }, trail) => {
      const model = await models.create({ id: newId('model'), ...body });
      const after = { ...toModelView(model), source: model.source };
      trail.record({ action: 'model.create', tenantId: null, resourceId: model.id, before: null, after });
      return toModelView(model);
    });
    this.admission.wake();
    return created;
  }

  @Implements(list)
  async list(@Input() { query }: InputOf<typeof list>): Promise<Page<ModelView>> {
    return pageOf(await this.database.models.list(pageRequest('model', query)), query, toModelView);
  }

  @Implements(find)
  async find(@Input() { params }: InputOf<typeof find>): Promise<ModelView> {
    const model = await this.database.models.find(params.modelId);
    if (model === undefined) throw new ModelNotFound();
    return toModelView(model);
  }
}
