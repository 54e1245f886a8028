import type { EndpointId } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import {
  DatabaseUnavailable,
  type Endpoint,
  LeasedDatabase,
  LeaseLost,
  type Model,
  type Replica,
} from '@slipstream/persistence';
import type { SeededRandom } from '@slipstream/testing';

import type { Configuration } from '../configuration.js';
import { EndpointReconciler } from '../replica/endpoint-reconciler.js';
import { Reconciler } from '../replica/reconciler.js';
import { ReplicaSupervisor } from '../replica/replica-supervisor.js';
import type { WorkerReports } from '../replica/worker-reports.js';
import type { RevisionRollout } from '../revision/revision-rollout.js';
import type { SurgeRollout } from '../rollout/surge-rollout.js';
import type { SnapshotLoader } from '../snapshot/snapshot-loader.js';
import type { SnapshotRounds } from '../snapshot/snapshot-rounds.js';
import type { SimulatedMachine } from './simulated-machine.js';
import type { SimulatedStore } from './simulated-store.js';

/** What is wrong with the world at the moment. */
export interface Weather {
  isDatabaseUp: boolean;
  /** How likely the answer of a write is lost after it was committed. */
  lostAnswers: number;
}

const latencyMsMax = 20;
const never = new Promise<never>(() => undefined);

/** One life of a control plane: the real reconciler and supervisor, on simulated rows and processes. */
export class SimulatedControlPlane {
  readonly reconciler: Reconciler;
  readonly underway = new Set<EndpointId>();
  isLeading = false;
  private isPaused = false;
  private readonly parked: (() => void)[] = [];

  constructor(
    readonly epoch: bigint,
    private readonly store: SimulatedStore,
    private readonly weather: Weather,
    readonly machine: SimulatedMachine,
    private readonly random: SeededRandom,
  ) {
    const database = this.database();
    const logger = { info: ignore, warn: ignore, error: ignore, debug: ignore } as unknown as Logger;
    const configuration = { WORKER_SECRET: 'a secret of the simulation' } as Configuration;
    const loader = { restore: resolved } as unknown as SnapshotLoader;
    const rounds = { keepDrained: resolved } as unknown as SnapshotRounds;
    const supervisor = new ReplicaSupervisor(
      database,
      machine,
      configuration,
      loader,
      rounds,
      reports,
      logger,
    );
    this.reconciler = new Reconciler(
      database,
      new EndpointReconciler(
        database,
        supervisor,
        rollout as unknown as RevisionRollout,
        surge as unknown as SurgeRollout,
      ),
      logger,
    );
  }

  get isRunning(): boolean {
    return this.machine.isRunning && !this.isPaused;
  }

  /** SIGSTOP: nothing of it goes on, its workers do. */
  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
    for (const proceed of this.parked.splice(0)) proceed();
  }

  /** A query takes its time, finds the database away, loses its answer, or never comes back to a process that is dead. */
  private async query<Result>(kind: 'read' | 'write', run: () => Result): Promise<Result> {
    await this.moment();
    if (!this.weather.isDatabaseUp) throw new DatabaseUnavailable(undefined);
    if (kind === 'write' && this.store.lease?.epoch !== this.epoch) throw new LeaseLost();
    const result = run();
    await this.moment();
    if (kind === 'write' && this.random.next() < this.weather.lostAnswers)
      throw new DatabaseUnavailable(undefined);
    return result;
  }

  private async moment(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.random.below(latencyMsMax)));
    while (this.isPaused) await new Promise<void>((resolve) => this.parked.push(resolve));
    if (!this.machine.isRunning) await never;
  }

  private database(): LeasedDatabase {
    const { store } = this;
    const read = <Result>(run: () => Result): Promise<Result> => this.query('read', run);
    const write = <Result>(run: () => Result): Promise<Result> => this.query('write', run);
    type Repositories = Pick<LeasedDatabase, 'endpoints' | 'replicas' | 'models'>;
    type Method<
      Noun extends keyof Repositories,
      Name extends keyof Repositories[Noun],
    > = Repositories[Noun][Name];
    const endpoints = {
      findForReconciling: ((id) => read(() => store.endpoints.get(id))) as Method<
        'endpoints',
        'findForReconciling'
      >,
      observe: ((id, change) => write(() => store.observe(id, change))) as Method<'endpoints', 'observe'>,
      remove: ((id) => write(() => store.removeEndpoint(id))) as Method<'endpoints', 'remove'>,
      // The model itself asks for what moves, every second.
      askForMoving: () => write(() => undefined),
    };
    const replicas = {
      listUnstopped: ((id) => read(() => store.unstopped(id))) as Method<'replicas', 'listUnstopped'>,
      find: ((id) => read(() => store.replicas.get(id))) as Method<'replicas', 'find'>,
      create: ((row) => write(() => store.createReplica({ revision: 1, ...row }))) as Method<
        'replicas',
        'create'
      >,
      restart: ((id, life) => write(() => store.restartReplica(id, life))) as Method<'replicas', 'restart'>,
      transition: ((id, change) => write(() => store.moveReplica(id, change))) as Method<
        'replicas',
        'transition'
      >,
      recordProcess: () => write(() => undefined),
      pruneStopped: () => write(() => undefined),
    };
    const models = { find: () => read(() => model) };
    return { endpoints, replicas, models } as unknown as LeasedDatabase;
  }
}

const ignore = (): void => undefined;
const resolved = (): Promise<undefined> => Promise.resolve(undefined);
const weights = { revision: 1, targetFolder: '/target', firstTargetFolder: '/target' };
/** Nobody changes the weights here: all replicas are of the one revision, and as many as are wanted. */
const rollout = {
  activeOf: ({ id: endpointId }: Endpoint) =>
    Promise.resolve({ revision: { endpointId, number: 1 }, targetFolder: '/target' }),
  openOf: resolved,
  weightsOf: () => Promise.resolve(weights),
  advance: () => Promise.resolve(false),
};
const surge = {
  advance: ({ replicaCount }: Endpoint, replicas: readonly Replica[]) =>
    Promise.resolve({ active: replicas, next: [], leaving: [], activeCount: replicaCount, nextCount: 0 }),
};
const reports = { of: resolved } as unknown as WorkerReports;
const model = { state: 'ready', targetFolder: '/target' } as Model;
