import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { replicaAfter, StateChanged, type EndpointId } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import { LeasedDatabase } from '@slipstream/persistence';
import type { AssignedWork } from '@slipstream/queue';

import { loggerToken } from '../logging.js';
import { Handles } from '../work/handles.js';
import { KeyedTurns } from '../work/keyed-turns.js';
import { Repeats } from '../work/repeats.js';
import { EndpointReconciler } from './endpoint-reconciler.js';
import { SliceWalk } from './slice-walk.js';

/**
 * Makes what runs match what people want. The database asks for an endpoint's reconciling in the transaction that changes
 * what is wanted or found of it; what only time changes is asked for at intervals. The leading control plane does it.
 */
@Injectable()
export class Reconciler implements OnModuleDestroy {
  private readonly turns = new KeyedTurns<EndpointId>();
  private readonly walk = new SliceWalk<EndpointId>({ sliceLength: 100, stepsPerPassMin: 12 });
  private isClosed = false;

  constructor(
    private readonly database: LeasedDatabase,
    private readonly endpoints: EndpointReconciler,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {}

  onModuleDestroy(): void {
    this.isClosed = true;
  }

  /**
   * Called when this process begins to lead. Workers of another life have ended with it, because their standard input
   * closed, or are cut off: their rows are settled here, and gateways forget them.
   */
  async takeOver(): Promise<void> {
    for (const { id, state, epoch } of await this.database.replicas.listUnstopped()) {
      const change = { from: state, to: replicaAfter(state, 'orphaned'), epoch } as const;
      const reason = 'Its control plane was restarted or replaced.';
      await this.database.replicas.transition(id, { ...change, reason, stoppedAt: new Date() });
    }
    await this.database.endpoints.askForMoving();
  }

  @Handles('endpoint.reconcile', { by: 'leader', concurrency: 8 })
  reconcile({ payload: { endpointId } }: AssignedWork<'endpoint.reconcile'>): Promise<void> {
    return this.turns.take(endpointId, async () => {
      if (this.isClosed) return;
      const endpoint = await this.database.endpoints.findForReconciling(endpointId);
      if (endpoint === undefined) return;
      await this.endpoints.reconcile(endpoint).catch((error: unknown) => {
        // Whatever has changed it meanwhile has asked for its reconciling, too.
        if (!(error instanceof StateChanged)) throw error;
        this.logger.debug({ err: error, endpointId }, 'an endpoint changed while it was reconciled');
      });
    });
  }

  @Repeats({ name: 'endpoints.moving', everyMs: 1_000 })
  askForMoving(): Promise<void> {
    return this.database.endpoints.askForMoving();
  }

  /** In case anything was missed. Ten thousand at once would keep what people wait for from its turn for minutes. */
  @Repeats({ name: 'endpoints.walk', everyMs: 5_000 })
  askForNext(): Promise<void> {
    return this.walk.step((slice) => this.database.endpoints.askForNext(slice));
  }
}
