import { Inject, Injectable } from '@nestjs/common';
import type { EndpointId } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import { Database } from '@slipstream/persistence';

import { loggerToken } from '../logging.js';
import { SnapshotKeeper } from './snapshot-keeper.js';

/** Brings running replicas to a snapshot that was made active by hand. */
@Injectable()
export class SnapshotPromotion {
  constructor(
    private readonly database: Database,
    private readonly keeper: SnapshotKeeper,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {}

  /** In the background. A replica that cannot be reached starts with the snapshot when it is restarted. */
  start(endpointId: EndpointId): void {
    void this.restoreAll(endpointId).catch((error: unknown) =>
      this.logger.warn({ err: error, endpointId }, 'a promoted snapshot has not reached every replica'),
    );
  }

  private async restoreAll(endpointId: EndpointId): Promise<void> {
    for (const replica of await this.database.replicas.listUnstopped(endpointId)) {
      if (replica.state === 'ready') await this.keeper.restore(replica);
    }
  }
}
