import { Inject, Injectable } from '@nestjs/common';
import type { Work } from '@slipstream/contract';
import type { EndpointId } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import { Database, type Replica } from '@slipstream/persistence';
import type { AssignedWork } from '@slipstream/queue';

import { loggerToken } from '../logging.js';
import { ReplicaPolicies } from '../speculation/replica-policies.js';
import { Handles } from '../work/handles.js';
import { SnapshotLoader } from './snapshot-loader.js';

/** The work of bringing an endpoint's replicas to what was decided; asked for in the transaction of the decision. */
export function followingOf(endpointId: EndpointId): Work<'learning.follow'> {
  return { topic: 'learning.follow', key: endpointId, payload: { endpointId } };
}

/** Brings running replicas to what was decided about their endpoint's learning. */
@Injectable()
export class SnapshotPromotion {
  constructor(
    private readonly database: Database,
    private readonly loader: SnapshotLoader,
    private readonly policies: ReplicaPolicies,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {}

  @Handles('learning.follow', { by: 'leader' })
  bring({ payload: { endpointId } }: AssignedWork<'learning.follow'>): Promise<void> {
    return this.forAll(endpointId, (replica) => this.loader.restore(replica));
  }

  /** To the active version, in the background. A replica that cannot be reached starts with it when it is restarted. */
  start(endpointId: EndpointId, isMeant: (replica: Replica) => boolean = () => true): void {
    void this.forAll(endpointId, async (replica) => {
      if (isMeant(replica)) await this.loader.restore(replica);
    });
  }

  /** To the policy; resolves when all that can be reached follow it. Others are told before anything is taken from them. */
  async follow(endpointId: EndpointId): Promise<void> {
    await this.forAll(endpointId, (replica) => this.policies.tell(replica));
  }

  private async forAll(endpointId: EndpointId, act: (replica: Replica) => Promise<unknown>): Promise<void> {
    try {
      const replicas = await this.database.replicas.listUnstopped(endpointId);
      const ready = replicas.filter(({ state }) => state === 'ready');
      await Promise.all(ready.map(act));
    } catch (error) {
      this.logger.warn({ err: error, endpointId }, 'not every replica could be told what was decided');
    }
  }
}
