import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { EndpointId, ReplicaId } from '@slipstream/domain';
import { deriveReplicaToken, newId, type Database } from '@slipstream/persistence';
import { compileTarget } from '@slipstream/target-compiler';
import { tinyGguf } from '@slipstream/target-compiler/testing';

import { WorkerProcess } from '../../decode-worker/support/worker-process.js';
import { workerSecret } from './gateway-process.js';

export interface RealReplica {
  id: ReplicaId;
  epoch: number;
  worker: WorkerProcess;
}

/** Real decode-workers on one tiny target, recorded in the database as the control plane would. */
export class RealReplicas {
  private readonly workers: WorkerProcess[] = [];

  private constructor(
    private readonly database: Database,
    readonly dataFolder: string,
    private readonly targetFolder: string,
  ) {}

  static async create(database: Database): Promise<RealReplicas> {
    const folder = await mkdtemp(join(tmpdir(), 'slipstream-replicas-'));
    const ggufPath = join(folder, 'tiny.gguf');
    // Large enough that an answer takes a second or two, so that a kill falls into its middle.
    const shape = { layerCount: 4, hiddenSize: 256, feedForwardSize: 512 };
    await writeFile(ggufPath, tinyGguf({ seed: 3, contextLength: 8_192, ...shape }));
    const target = await compileTarget({ ggufPath, targetsFolder: folder, profile: 'int8-row' });
    return new RealReplicas(database, folder, target.folder);
  }

  async start(endpointId: EndpointId): Promise<RealReplica> {
    const { id, epoch } = await this.database.replicas.create({ id: newId('replica'), endpointId });
    return { id, epoch, worker: await this.run(id, endpointId, epoch) };
  }

  /** Gives a replica that was killed its next life. */
  async restart({ id, epoch }: RealReplica, endpointId: EndpointId): Promise<RealReplica> {
    await this.database.replicas.transition(id, { from: 'ready', to: 'failed', epoch, reason: 'killed' });
    const next = await this.database.replicas.restart(id, { epoch, revision: 1 });
    return { id, epoch: next.epoch, worker: await this.run(id, endpointId, next.epoch) };
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.kill()));
    await rm(this.dataFolder, { recursive: true, force: true });
  }

  private async run(id: ReplicaId, endpointId: EndpointId, epoch: number): Promise<WorkerProcess> {
    const worker = await WorkerProcess.start(this.targetFolder, this.dataFolder, {
      REPLICA_ID: String(id),
      ENDPOINT_ID: String(endpointId),
      REPLICA_TOKEN: deriveReplicaToken({ workerSecret, replicaId: id, epoch }),
    });
    this.workers.push(worker);
    const { address } = worker;
    const change = { from: 'starting', to: 'ready', epoch, address, readyAt: new Date() } as const;
    await this.database.replicas.transition(id, change);
    return worker;
  }
}
