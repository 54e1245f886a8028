import { Inject, Injectable } from '@nestjs/common';
import { type ReplicaId, type ReplicaState, replicaAfter } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import {
  DatabaseUnavailable,
  deriveReplicaToken,
  LeasedDatabase,
  type Replica,
} from '@slipstream/persistence';

import { type Configuration, configurationToken } from '../configuration.js';
import { loggerToken } from '../logging.js';
import { SnapshotLoader } from '../snapshot/snapshot-loader.js';
import { SnapshotRounds } from '../snapshot/snapshot-rounds.js';
import { type Patience, untilIdle } from './until-idle.js';
import { WorkerReports } from './worker-reports.js';
import { type ReplicaProvider, replicaProviderToken, type ReplicaWeights } from './replica-provider.js';

const restartDelayMsMin = 1_000;
const restartDelayMsMax = 30_000;
/** A replica that was ready this long has earned a quick restart again. */
const healthyAfterMs = 60_000;

/** Together longer than a database takes to come back after a restart. */
const recordAttempts = 120;
const recordPauseMs = 500;

interface Backoff {
  delayMs: number;
  restartAtMs: number;
}

/** Runs single replicas through the provider, records what becomes of them, and restarts the failed with back-off. */
@Injectable()
export class ReplicaSupervisor {
  private readonly backoffs = new Map<ReplicaId, Backoff>();
  /** The epoch of every process that runs here, until its end is recorded. */
  private readonly tended = new Map<ReplicaId, number>();
  private readonly stopping = new Map<ReplicaId, AbortController>();
  private readonly writes = new Set<Promise<void>>();

  constructor(
    private readonly database: LeasedDatabase,
    @Inject(replicaProviderToken) private readonly provider: ReplicaProvider,
    @Inject(configurationToken) private readonly configuration: Configuration,
    private readonly snapshots: SnapshotLoader,
    private readonly snapshotRounds: SnapshotRounds,
    private readonly reports: WorkerReports,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {}

  start(replica: Replica, weights: ReplicaWeights): void {
    const { id, endpointId, epoch } = replica;
    const { WORKER_SECRET: workerSecret } = this.configuration;
    const token = deriveReplicaToken({ workerSecret, replicaId: id, epoch });
    let state: ReplicaState = 'starting';
    let readyMs: number | undefined;
    this.tended.set(id, epoch);
    this.provider.start(
      { id, endpointId, epoch, token, weights },
      {
        onStarted: (pid) =>
          this.record(() => this.database.replicas.recordProcess(id, { epoch, pid, startedAt: new Date() })),
        onReady: (address) => {
          state = 'ready';
          readyMs = performance.now();
          this.record(() => this.becomeReady(replica, address));
        },
        onEnded: (reason) => {
          this.delayRestart(id, readyMs);
          this.logger.warn({ replicaId: id, reason }, 'a replica ended');
          this.record(async () => {
            await this.failUnlessStopping(id, { from: state, epoch, reason });
            if (this.tended.get(id) === epoch) this.tended.delete(id);
          });
        },
      },
    );
  }

  /** How long until a failed replica may be restarted; 0 when it may now. */
  restartDelayMs(id: ReplicaId): number {
    return Math.max(0, (this.backoffs.get(id)?.restartAtMs ?? 0) - performance.now());
  }

  /**
   * Drains a replica and ends it, in the background. What it has under way may go on for `patienceMs` before it is told to
   * end, and then for as long as it takes to end. Asking again meanwhile changes nothing, but that there is no patience
   * any more.
   */
  stop(replica: Replica, reason: string, { patienceMs }: { patienceMs: number }): void {
    const { id } = replica;
    const underway = this.stopping.get(id);
    if (patienceMs === 0) underway?.abort();
    if (underway !== undefined) return;
    const hurry = new AbortController();
    this.stopping.set(id, hurry);
    const patience = { patienceMs, hurry: hurry.signal };
    this.record(() => this.drain(replica, reason, patience).finally(() => this.stopping.delete(id)));
  }

  /**
   * Fails a replica that should run here and does not: what was to be recorded of its start or end was lost. Returns
   * whether it did.
   */
  async failIfLost({ id, state, epoch }: Replica): Promise<boolean> {
    if (state !== 'starting' && state !== 'ready') return false;
    if (this.tended.get(id) === epoch) return false;
    const reason = 'Its process is gone.';
    const to = replicaAfter(state, 'died');
    await this.database.replicas.transition(id, { from: state, to, epoch, reason, address: null });
    return true;
  }

  /** Resolves when everything that is under way has been recorded. */
  async settled(): Promise<void> {
    while (this.writes.size > 0) await Promise.all(this.writes);
  }

  /** It goes on from what the endpoint has learned before it gets its first request. */
  private async becomeReady(replica: Replica, address: string): Promise<void> {
    const { id, epoch } = replica;
    await this.snapshots
      .restore({ ...replica, address })
      .catch((err: unknown) =>
        this.logger.warn({ err, replicaId: id }, 'a replica learns anew: its snapshot could not be sent'),
      );
    const change = {
      from: 'starting',
      to: replicaAfter('starting', 'decoded'),
      epoch,
      address,
      readyAt: new Date(),
      reason: null,
    } as const;
    await this.database.replicas.transition(id, change);
  }

  private async drain(replica: Replica, reason: string, patience: Patience): Promise<void> {
    const { id, state, epoch } = replica;
    let from = state;
    if (from === 'starting' || from === 'ready') {
      const to = replicaAfter(from, 'dismissed');
      await this.database.replicas.transition(id, { from, to, epoch, reason });
      from = to;
      await untilIdle({ ...replica, state: from }, this.reports, patience);
    }
    await this.snapshotRounds
      .keepDrained(replica)
      .catch((err: unknown) =>
        this.logger.warn({ err, replicaId: id }, 'what a replica learned last could not be kept'),
      );
    await this.provider.stop(id);
    const stoppedAt = new Date();
    const to = replicaAfter(from, from === 'failed' ? 'dismissed' : 'ended');
    await this.database.replicas.transition(id, { from, to, epoch, reason, stoppedAt });
    this.tended.delete(id);
    this.backoffs.delete(id);
  }

  private async failUnlessStopping(
    id: ReplicaId,
    { from, epoch, reason }: { from: ReplicaState; epoch: number; reason: string },
  ): Promise<void> {
    const now = await this.database.replicas.find(id);
    if (now?.state !== from || now.epoch !== epoch) return;
    const to = replicaAfter(from, 'died');
    await this.database.replicas.transition(id, { from, to, epoch, reason, address: null });
  }

  private delayRestart(id: ReplicaId, readyMs: number | undefined): void {
    const nowMs = performance.now();
    const wasHealthy = readyMs !== undefined && nowMs - readyMs >= healthyAfterMs;
    const lastMs = wasHealthy ? undefined : this.backoffs.get(id)?.delayMs;
    const delayMs = lastMs === undefined ? restartDelayMsMin : Math.min(restartDelayMsMax, lastMs * 2);
    this.backoffs.set(id, { delayMs, restartAtMs: nowMs + delayMs });
  }

  private record(write: () => Promise<void>): void {
    const recorded = this.untilRecorded(write).finally(() => this.writes.delete(recorded));
    this.writes.add(recorded);
  }

  /** While the database is away, what has happened is not forgotten. */
  private async untilRecorded(write: () => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await write();
      } catch (err) {
        if (!(err instanceof DatabaseUnavailable) || attempt === recordAttempts) {
          this.logger.error({ err }, 'the state of a replica could not be recorded');
          return;
        }
      }
      await new Promise((resolve) => setTimeout(resolve, recordPauseMs));
    }
  }
}
