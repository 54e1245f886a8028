import { jest } from '@jest/globals';
import { deadlineOf } from '@slipstream/domain';
import { type Endpoint, newId, type Replica, type ReplicaTransition } from '@slipstream/persistence';
import { SeededRandom } from '@slipstream/testing';

import { SimulatedControlPlane, type Weather } from '../testing/simulated-control-plane.js';
import { SimulatedMachine } from '../testing/simulated-machine.js';
import { SimulatedStore } from '../testing/simulated-store.js';

const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
const troubledSeconds = 900;
const leaseMs = 5_000;
/** What faults may add to a deadline: outages, a lease to expire, work to be done over. */
const slackMs = 120_000;
const countMax = 3;

jest.useFakeTimers({ now: Date.UTC(2026, 0, 1) });

/** People, faults and time act on control planes at random; what must never be is looked for at every second. */
class World {
  readonly random: SeededRandom;
  readonly store: SimulatedStore;
  readonly weather: Weather = { isDatabaseUp: true, lostAnswers: 0.05 };
  readonly happened = new Map<string, number>();
  private readonly lives: SimulatedControlPlane[] = [];
  private lastEpoch = 0n;

  constructor(seed: number) {
    this.random = new SeededRandom(seed);
    this.store = new SimulatedStore((before, change) => this.judge(before, change));
    for (let count = 0; count < 3; count += 1) this.createEndpoint();
    this.beginLife();
    this.beginLife();
  }

  note(what: string): void {
    this.happened.set(what, (this.happened.get(what) ?? 0) + 1);
  }

  get leader(): SimulatedControlPlane | undefined {
    return this.lives.find(({ epoch, machine }) => machine.isRunning && epoch === this.store.lease?.epoch);
  }

  /** Draining comes before being stopped, and a replica is stopped only when its process is gone. */
  private judge({ id, epoch }: Replica, { from, to }: ReplicaTransition): void {
    if (to !== 'stopped') return;
    const isTakeover = this.leader?.isLeading === false;
    if (!isTakeover) expect(['draining', 'failed']).toContain(from);
    const process = this.leader?.machine.processes.get(id);
    expect(process?.epoch === epoch).toBe(false);
  }

  private createEndpoint(): void {
    const id = newId('endpoint');
    const scale = { minReplicas: 1, maxReplicas: countMax, idleTimeoutSeconds: null, replicaCount: 1 };
    const life = { generation: 1, observedGeneration: 0, conditions: [], reason: null };
    const state = { desiredState: 'running', state: 'pending', stateSince: new Date() };
    this.store.endpoints.set(id, { id, ...scale, ...life, ...state } as unknown as Endpoint);
    this.store.outbox.add(id);
  }

  private beginLife(): void {
    this.lastEpoch += 1n;
    const machine = new SimulatedMachine(this.random);
    this.lives.push(
      new SimulatedControlPlane(this.lastEpoch, this.store, this.weather, machine, this.random),
    );
  }

  /** One second in the life of the world. */
  async second({ isTroubled }: { isTroubled: boolean }): Promise<void> {
    if (isTroubled) {
      if (this.random.next() < 0.15) this.actAsPeople();
      if (this.random.next() < 0.1) this.actAsFate();
    }
    for (const life of this.lives) if (life.isRunning) this.holdLease(life);
    // The outbox gives work to the leader, and again as long as it is not done.
    const { leader } = this;
    if (leader?.isRunning === true && leader.isLeading) this.deliver(leader);
    await jest.advanceTimersByTimeAsync(1_000);
    this.assertInvariants();
  }

  calm(): void {
    this.weather.isDatabaseUp = true;
    this.weather.lostAnswers = 0;
    for (const life of this.lives) life.resume();
    if (this.leader === undefined) this.beginLife();
  }

  private holdLease(life: SimulatedControlPlane): void {
    const { store } = this;
    if (!this.weather.isDatabaseUp) return;
    const nowMs = Date.now();
    if (life.isLeading && store.lease?.epoch !== life.epoch) {
      this.note('a leader was replaced');
      life.machine.kill();
      this.beginLife();
    } else if (store.lease?.epoch === life.epoch) {
      store.lease.expiresAtMs = nowMs + leaseMs;
    } else if (store.lease === undefined || store.lease.expiresAtMs < nowMs) {
      store.lease = { epoch: life.epoch, expiresAtMs: nowMs + leaseMs };
      this.note('a lease was taken');
      void this.takeOver(life);
    }
  }

  private async takeOver(life: SimulatedControlPlane): Promise<void> {
    for (;;) {
      try {
        await life.reconciler.takeOver();
        life.isLeading = true;
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }

  private deliver(leader: SimulatedControlPlane): void {
    for (const [id, endpoint] of this.store.endpoints) {
      const isMoving = deadlineOf(endpoint.state, new Date()) !== null;
      const replicas = this.store.unstopped(id).some(({ state }) => state !== 'ready');
      const isStale = endpoint.observedGeneration < endpoint.generation;
      if (isMoving || replicas || isStale) this.store.outbox.add(id);
    }
    for (const endpointId of this.store.outbox) {
      this.store.outbox.delete(endpointId);
      const work = { id: '1', topic: 'endpoint.reconcile', key: '', payload: { endpointId } } as const;
      const signal = new AbortController().signal;
      for (let times = this.random.next() < 0.1 ? 2 : 1; times > 0; times -= 1) {
        leader.reconciler.reconcile({ ...work, signal }).catch(() => {
          this.note('work failed and was done again');
          this.store.outbox.add(endpointId);
        });
      }
    }
  }

  private actAsPeople(): void {
    const endpoint = this.random.pick([...this.store.endpoints.values()]);
    const generation = endpoint.generation + 1;
    if (endpoint.desiredState === 'deleted') return;
    this.random.pick<() => void>([
      () => this.store.changeEndpoint(endpoint.id, { desiredState: 'running', generation }),
      () => this.store.changeEndpoint(endpoint.id, { desiredState: 'running', generation }),
      () => this.store.changeEndpoint(endpoint.id, { desiredState: 'stopped', generation }),
      () =>
        this.store.changeEndpoint(endpoint.id, {
          replicaCount: this.random.between(0, countMax),
          generation,
        }),
      () => {
        this.store.changeEndpoint(endpoint.id, { desiredState: 'deleted', generation });
        this.createEndpoint();
      },
    ])();
  }

  private actAsFate(): void {
    const { leader, weather } = this;
    const inAWhile = (undo: () => void): NodeJS.Timeout => setTimeout(undo, this.random.between(500, 20_000));
    this.random.pick<() => void>([
      () => {
        const process = this.random.pick([undefined, ...(leader?.machine.processes.values() ?? [])]);
        process?.end('it was killed');
      },
      () => {
        leader?.machine.kill();
        inAWhile(() => this.beginLife());
        this.note('a leader was killed');
      },
      () => {
        leader?.pause();
        inAWhile(() => leader?.resume());
        this.note('a leader was stopped for a while');
      },
      () => {
        weather.isDatabaseUp = false;
        inAWhile(() => (weather.isDatabaseUp = true));
        this.note('the database was away');
      },
    ])();
  }

  private assertInvariants(): void {
    for (const endpoint of this.store.endpoints.values()) {
      const live = this.store
        .unstopped(endpoint.id)
        .filter(({ state }) => state === 'starting' || state === 'ready');
      expect(live.length).toBeLessThanOrEqual(countMax);
      const deadline = deadlineOf(endpoint.state, endpoint.stateSince);
      if (deadline !== null) expect(Date.now()).toBeLessThan(deadline.getTime() + slackMs);
    }
  }

  /** After the trouble: all is as people want it, and every process is one that is wanted. */
  assertSettled(): void {
    const { leader, store } = this;
    for (const [id, { desiredState, state, replicaCount }] of store.endpoints) {
      const wantedCount = desiredState === 'running' ? replicaCount : 0;
      const goal = {
        running: wantedCount > 0 ? 'ready' : 'scaledToZero',
        stopped: 'stopped',
        deleted: 'removed',
      };
      const replicas = store.unstopped(id);
      expect([state, replicas.length]).toEqual([goal[desiredState], wantedCount]);
      for (const replica of replicas) {
        const process = leader!.machine.processes.get(replica.id);
        expect([replica.state, process?.epoch, process?.isReady]).toEqual(['ready', replica.epoch, true]);
      }
    }
    const runningIds = this.lives.flatMap(({ machine }) => [...machine.processes.keys()]);
    expect(new Set(runningIds)).toEqual(new Set(store.unstopped().map(({ id }) => id)));
  }
}

const allHappened = new Set<string>();

it.each(seeds)(
  'keeps every promise through random events and faults, seed %i',
  async (seed) => {
    const world = new World(seed);
    for (let second = 0; second < troubledSeconds; second += 1) await world.second({ isTroubled: true });
    world.calm();
    for (let second = 0; second < 120; second += 1) await world.second({ isTroubled: false });
    world.assertSettled();
    for (const what of world.happened.keys()) allHappened.add(what);
    jest.clearAllTimers();
  },
  60_000,
);

it('was troubled by every kind of fault', () => {
  expect([...allHappened].sort()).toEqual([
    'a leader was killed',
    'a leader was replaced',
    'a leader was stopped for a while',
    'a lease was taken',
    'the database was away',
    'work failed and was done again',
  ]);
});
