import { Controller } from '@nestjs/common';
import { type InputOf, revisionOperations, type RevisionView } from '@slipstream/contract';
import { type EndpointId, EndpointNotFound, ModelNotFound, type TenantId } from '@slipstream/domain';
import { Database } from '@slipstream/persistence';

import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { Reconciler } from '../replica/reconciler.js';
import { toRevisionView } from './revision.view.js';

const { create, list } = revisionOperations;
const listedRevisionsMax = 50;

@Controller()
export class RevisionController {
  constructor(
    private readonly database: Database,
    private readonly reconciler: Reconciler,
  ) {}

  @Implements(create)
  async create(@Input() { params, body }: InputOf<typeof create>): Promise<RevisionView> {
    await this.assertOwned(params);
    if ((await this.database.models.find(body.modelId)) === undefined) throw new ModelNotFound();
    const revision = await this.database.revisions.create(params.endpointId, body.modelId);
    this.reconciler.wake();
    return toRevisionView(revision);
  }

  @Implements(list)
  async list(@Input() { params }: InputOf<typeof list>): Promise<{ data: RevisionView[] }> {
    await this.assertOwned(params);
    const revisions = await this.database.revisions.list(params.endpointId, listedRevisionsMax);
    return { data: revisions.map(toRevisionView) };
  }

  private async assertOwned(place: { tenantId: TenantId; endpointId: EndpointId }): Promise<void> {
    const endpoint = await this.database.endpoints.find(place.tenantId, place.endpointId);
    if (endpoint === undefined) throw new EndpointNotFound();
  }
}
