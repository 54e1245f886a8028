import { Controller } from '@nestjs/common';
import { type InputOf, revisionOperations, type RevisionView } from '@slipstream/contract';
import { ModelNotFound } from '@slipstream/domain';

import { UnitsOfWork } from '../change/units-of-work.js';
import { findOwnedEndpoint } from '../endpoint/find-owned-endpoint.js';
import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { Context, type RequestContext } from '../http/request-context.js';
import { toRevisionView } from './revision.view.js';

const { create, list } = revisionOperations;
const listedRevisionsMax = 50;

@Controller()
export class RevisionController {
  constructor(private readonly work: UnitsOfWork) {}

  @Implements(create)
  async create(
    @Input() { params, body }: InputOf<typeof create>,
    @Context() context: RequestContext,
  ): Promise<RevisionView> {
    const { tenantId, endpointId } = params;
    const asked = await this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      await findOwnedEndpoint(repositories, params);
      const { models, revisions } = repositories;
      if ((await models.find(body.modelId)) === undefined) throw new ModelNotFound();
      const [newest] = await revisions.list(endpointId, 1);
      const revision = await revisions.create(endpointId, body);
      const after = toRevisionView(revision);
      if (revision.number !== newest?.number) {
        trail.record({ action: 'revision.create', tenantId, resourceId: endpointId, before: null, after });
      }
      return after;
    });
    return asked;
  }

  @Implements(list)
  list(@Input() { params }: InputOf<typeof list>): Promise<{ data: RevisionView[] }> {
    return this.work.read(params.tenantId, async (repositories) => {
      await findOwnedEndpoint(repositories, params);
      const revisions = await repositories.revisions.list(params.endpointId, listedRevisionsMax);
      return { data: revisions.map(toRevisionView) };
    });
  }
}
