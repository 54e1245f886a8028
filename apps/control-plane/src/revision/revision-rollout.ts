import { Inject, Injectable } from '@nestjs/common';
import type { ReplicaId } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import { type Endpoint, LeasedDatabase, type Replica, type Revision } from '@slipstream/persistence';
import { TargetCompilerError, whyNotRevision } from '@slipstream/target-compiler';

import { type Configuration, configurationToken } from '../configuration.js';
import { loggerToken } from '../logging.js';
import type { ReplicaWeights } from '../replica/replica-provider.js';
import { workerPlaceOf } from '../replica/worker-place.js';
import { reviseReplica } from './revise-replica.js';

interface Wanted {
  readonly revision: Revision;
  readonly targetFolder: string;
}

/**
 * Brings the replicas of an endpoint to the newest revision of its weights. The active one changes only when every
 * ready replica has taken the new one; if any refuses, those that have taken it go back.
 */
@Injectable()
export class RevisionRollout {
  /** Replicas that are being told: that takes as long as opening a target. */
  private readonly telling = new Set<ReplicaId>();

  constructor(
    private readonly database: LeasedDatabase,
    @Inject(configurationToken) private readonly configuration: Configuration,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {}

  /** What a replica of this endpoint starts with: the active revision, which lies in `activeFolder`. */
  async weightsOf({ id }: Endpoint, activeFolder: string): Promise<ReplicaWeights> {
    const active = await this.database.revisions.findActive(id);
    const first = active.number === 1 ? active : await this.database.revisions.find(id, 1);
    const model = first === undefined ? undefined : await this.database.models.find(first.modelId);
    return {
      revision: active.number,
      targetFolder: activeFolder,
      firstTargetFolder: model?.targetFolder ?? activeFolder,
    };
  }

  /** One pass: returns whether a revision is on its way to the replicas. */
  async advance(endpoint: Endpoint, replicas: readonly Replica[], activeFolder: string): Promise<boolean> {
    const next = await this.nextOf(endpoint, activeFolder);
    const wanted = next ?? {
      revision: await this.database.revisions.findActive(endpoint.id),
      targetFolder: activeFolder,
    };
    const ready = replicas.filter(({ state }) => state === 'ready');
    const behind = ready.filter(({ revision }) => revision !== wanted.revision.number);
    for (const replica of behind) this.tell(replica, wanted);
    if (next === undefined) return false;
    if (behind.length > 0 || ready.length === 0) return true;
    await this.database.revisions.activate(next.revision);
    return false;
  }

  /** The newest revision that is asked for, once its model is ready and fits. */
  private async nextOf(endpoint: Endpoint, activeFolder: string): Promise<Wanted | undefined> {
    const { revisions, models } = this.database;
    const open = await revisions.findOpen(endpoint.id);
    if (open === undefined) return undefined;
    const model = await models.find(open.modelId);
    if (model?.state === 'failed') return this.refuse(open, `The model failed: ${model.reason}`);
    if (model?.state !== 'ready' || model.targetFolder === null) return undefined;
    const { targetFolder } = model;
    if (open.state === 'rolling') return { revision: open, targetFolder };
    const reason = await reasonAgainst(activeFolder, targetFolder);
    if (reason !== undefined) return this.refuse(open, reason);
    await revisions.transition(open, { to: 'rolling' });
    return { revision: { ...open, state: 'rolling' }, targetFolder };
  }

  private tell(replica: Replica, wanted: Wanted): void {
    if (this.telling.has(replica.id)) return;
    this.telling.add(replica.id);
    void this.revise(replica, wanted)
      .catch((error: unknown) => this.logger.error({ error }, 'a revision could not be recorded'))
      .finally(() => this.telling.delete(replica.id));
  }

  /** What does not come about is tried again by the next pass. */
  private async revise(replica: Replica, { revision, targetFolder }: Wanted): Promise<void> {
    const { id, epoch } = replica;
    const place = workerPlaceOf(replica, this.configuration.WORKER_SECRET);
    if (place === undefined) return;
    const outcome = await reviseReplica(place, targetFolder);
    if (outcome.kind === 'taken') {
      await this.database.replicas.recordRevision(id, { epoch, revision: revision.number });
      return;
    }
    this.logger.warn({ replicaId: id, revision: revision.number, ...outcome }, 'no new weights were taken');
    if (outcome.kind === 'later' || revision.state !== 'rolling') return;
    await this.refuse(revision, outcome.reason);
  }

  private async refuse(revision: Revision, reason: string): Promise<undefined> {
    await this.database.revisions.transition(revision, { to: 'refused', reason });
  }
}

async function reasonAgainst(activeFolder: string, nextFolder: string): Promise<string | undefined> {
  try {
    return await whyNotRevision(activeFolder, nextFolder);
  } catch (error) {
    if (error instanceof TargetCompilerError) return error.message;
    throw error;
  }
}
