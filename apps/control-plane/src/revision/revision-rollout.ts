import { Inject, Injectable } from '@nestjs/common';
import type { ReplicaId } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import { type Endpoint, LeasedDatabase, type Replica, type Revision } from '@slipstream/persistence';
import { TargetCompilerError, whyNotRevision } from '@slipstream/target-compiler';

import { type Configuration, configurationToken } from '../configuration.js';
import { loggerToken } from '../logging.js';
import type { ReplicaWeights } from '../replica/replica-provider.js';
import { RolloutJournal } from '../rollout/rollout-journal.js';
import { workerPlaceOf } from '../replica/worker-place.js';
import { reviseReplica } from './revise-replica.js';

/** A revision and the compiled target it consists of. */
export interface CompiledRevision {
  readonly revision: Revision;
  readonly targetFolder: string;
}

/**
 * Finds the newest revision that is asked for, and brings one that changes in place to the replicas. The active one
 * changes only when every ready replica has taken the new one; if any refuses, those that have taken it go back.
 */
@Injectable()
export class RevisionRollout {
  /** Replicas that are being told: that takes as long as opening a target. */
  private readonly telling = new Set<ReplicaId>();

  constructor(
    private readonly database: LeasedDatabase,
    private readonly journal: RolloutJournal,
    @Inject(configurationToken) private readonly configuration: Configuration,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {}

  /** The revision that serves; its target lies in `targetFolder`. */
  async activeOf({ id }: Endpoint, targetFolder: string): Promise<CompiledRevision> {
    return { revision: await this.database.revisions.findActive(id), targetFolder };
  }

  /** What a replica of this revision starts with. */
  async weightsOf({ revision, targetFolder }: CompiledRevision): Promise<ReplicaWeights> {
    const { endpointId, number, base } = revision;
    const first = base === number ? revision : await this.database.revisions.find(endpointId, base);
    const model = first === undefined ? undefined : await this.database.models.find(first.modelId);
    return { revision: number, targetFolder, firstTargetFolder: model?.targetFolder ?? targetFolder };
  }

  /** The newest revision that is asked for, once its model is ready and fits. */
  async openOf({ id }: Endpoint, active: CompiledRevision): Promise<CompiledRevision | undefined> {
    const { revisions, models } = this.database;
    const open = await revisions.findOpen(id);
    if (open === undefined) return undefined;
    const model = await models.find(open.modelId);
    if (model?.state === 'failed') return this.refuse(open, `The model failed: ${model.reason}`);
    if (model?.state !== 'ready' || model.targetFolder === null) return undefined;
    const { targetFolder } = model;
    if (open.state === 'rolling') return { revision: open, targetFolder };
    const difference = await reasonAgainst(active.targetFolder, targetFolder);
    if (difference !== undefined && open.strategy === 'inPlace') return this.refuse(open, difference);
    const base = difference === undefined ? active.revision.base : open.number;
    await revisions.transition(open, { to: 'rolling', base });
    return { revision: { ...open, state: 'rolling', base }, targetFolder };
  }

  /** One pass over the replicas that change in place: returns whether any revision is on its way. */
  async advance(
    replicas: readonly Replica[],
    { active, open }: { active: CompiledRevision; open: CompiledRevision | undefined },
  ): Promise<boolean> {
    if (open?.revision.strategy === 'surge') return true;
    const wanted = open ?? active;
    const ready = replicas.filter(({ state }) => state === 'ready');
    const behind = ready.filter(({ revision }) => revision !== wanted.revision.number);
    for (const replica of behind) this.tell(replica, wanted);
    if (open === undefined) return false;
    if (behind.length > 0 || ready.length === 0) return true;
    await this.journal.activate(open.revision);
    return false;
  }

  private tell(replica: Replica, wanted: CompiledRevision): void {
    if (this.telling.has(replica.id)) return;
    this.telling.add(replica.id);
    void this.revise(replica, wanted)
      .catch((error: unknown) => this.logger.error({ error }, 'a revision could not be recorded'))
      .finally(() => this.telling.delete(replica.id));
  }

  /** What does not come about is tried again by the next pass. */
  private async revise(replica: Replica, { revision, targetFolder }: CompiledRevision): Promise<void> {
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
    await this.journal.fail(revision, { to: 'refused', reason });
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
