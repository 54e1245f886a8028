import type { ReplicaId } from '@slipstream/domain';
import type { SeededRandom } from '@slipstream/testing';

import type { ReplicaEvents, ReplicaProvider, ReplicaSpecification } from '../replica/replica-provider.js';

export interface SimulatedProcess {
  readonly id: ReplicaId;
  readonly epoch: number;
  isReady: boolean;
  end(reason: string): void;
}

const startMsMax = 20_000;
const drainMsMax = 5_000;

/** Where the workers of one control plane run: they take a while to start and to drain, and end with it. */
export class SimulatedMachine implements ReplicaProvider {
  readonly processes = new Map<ReplicaId, SimulatedProcess>();
  isRunning = true;

  constructor(private readonly random: SeededRandom) {}

  start({ id, epoch }: ReplicaSpecification, events: ReplicaEvents): void {
    if (this.processes.has(id)) throw new Error(`two processes of ${String(id)} would run at once`);
    const process: SimulatedProcess = {
      id,
      epoch,
      isReady: false,
      end: (reason) => {
        if (this.processes.get(id) !== process) return;
        this.processes.delete(id);
        if (this.isRunning) events.onEnded(reason);
      },
    };
    this.processes.set(id, process);
    events.onStarted(1);
    setTimeout(() => {
      if (this.processes.get(id) !== process) return;
      process.isReady = true;
      events.onReady('http://127.0.0.1:1');
    }, this.random.below(startMsMax));
  }

  stop(id: ReplicaId): Promise<void> {
    return new Promise((resolve) =>
      setTimeout(() => {
        this.processes.get(id)?.end('it was stopped');
        resolve();
      }, this.random.below(drainMsMax)),
    );
  }

  /** SIGKILL of the control plane: all of them end, and nobody is told. */
  kill(): void {
    this.isRunning = false;
    this.processes.clear();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
