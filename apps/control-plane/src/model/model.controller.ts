import { Controller, Inject } from '@nestjs/common';
import { type InputOf, modelOperations, type ModelView, type Page, type Work } from '@slipstream/contract';
import { type ModelId, ModelNotFound } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import { Database, type Model, newId, type Repositories } from '@slipstream/persistence';

import { UnitsOfWork } from '../change/units-of-work.js';
import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { pageOf, pageRequest } from '../http/page.js';
import { Context, type RequestContext } from '../http/request-context.js';
import { loggerToken } from '../logging.js';
import { toModelView } from './model.view.js';
import { shownSource } from './shown-source.js';
import { ModelFiles } from './model-files.js';

const { create, list, find, retry, remove } = modelOperations;

/** Models are the platform's, and every tenant may see them. */
@Controller()
export class ModelController {
  constructor(
    private readonly database: Database,
    private readonly work: UnitsOfWork,
    private readonly files: ModelFiles,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {}

  @Implements(create)
  async create(
    @Input() { body }: InputOf<typeof create>,
    @Context() context: RequestContext,
  ): Promise<ModelView> {
    return this.work.changePlatform(context, async ({ models, outbox }, trail) => {
      const model = await models.create({ id: newId('model'), ...body });
      await outbox.add(admissionOf(model.id));
      const after = { ...toModelView(model), source: shownSource(model.source) };
      trail.record({ action: 'model.create', tenantId: null, resourceId: model.id, before: null, after });
      return toModelView(model);
    });
  }

  @Implements(list)
  async list(@Input() { query }: InputOf<typeof list>): Promise<Page<ModelView>> {
    return pageOf(await this.database.models.list(pageRequest('model', query)), query, toModelView);
  }

  @Implements(find)
  async find(@Input() { params }: InputOf<typeof find>): Promise<ModelView> {
    return toModelView(await found(this.database, params.modelId));
  }

  @Implements(retry)
  async retry(
    @Input() { params: { modelId } }: InputOf<typeof retry>,
    @Context() context: RequestContext,
  ): Promise<ModelView> {
    return this.work.changePlatform(context, async (repositories, trail) => {
      const model = await found(repositories, modelId);
      if (model.state !== 'failed') return toModelView(model);
      await repositories.models.transition(modelId, { from: 'failed', to: 'pending' });
      await repositories.outbox.add(admissionOf(modelId));
      const [before, after] = [toModelView(model), toModelView(await found(repositories, modelId))];
      trail.record({ action: 'model.retry', tenantId: null, resourceId: modelId, before, after });
      return after;
    });
  }

  @Implements(remove)
  async remove(
    @Input() { params: { modelId } }: InputOf<typeof remove>,
    @Context() context: RequestContext,
  ): Promise<void> {
    const removed = await this.work.changePlatform(context, async (repositories, trail) => {
      const model = await found(repositories, modelId);
      await repositories.models.remove(modelId);
      const before = { ...toModelView(model), source: shownSource(model.source) };
      trail.record({ action: 'model.delete', tenantId: null, resourceId: modelId, before, after: null });
      return model;
    });
    await this.files
      .removeOf(removed)
      .catch((err: unknown) => this.logger.warn({ err, modelId }, 'files of a deleted model are left over'));
  }
}

function admissionOf(modelId: ModelId): Work<'model.admit'> {
  return { topic: 'model.admit', key: String(modelId), payload: { modelId } };
}

async function found({ models }: Pick<Repositories, 'models'>, id: ModelId): Promise<Model> {
  const model = await models.find(id);
  if (model === undefined) throw new ModelNotFound();
  return model;
}
