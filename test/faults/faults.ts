import { setTimeout as delay } from 'node:timers/promises';

import type { SeededRandom } from '@slipstream/testing';

import { pollMs, type TestPlatform } from './platform.js';

export interface Fault {
  readonly name: string;
  /** Whether streams that are under way must come to their end. */
  readonly streams: 'survive' | 'may break';
  strike(platform: TestPlatform, random: SeededRandom): Promise<void>;
}

/** Real signals to real processes. */
export const faults: readonly Fault[] = [
  {
    name: 'SIGKILL of a worker',
    streams: 'survive',
    strike: async (platform, random) => {
      process.kill(random.pick(await platform.readyReplicas(1)).pid!, 'SIGKILL');
    },
  },
  { name: 'SIGKILL of the gateway', streams: 'may break', strike: (platform) => platform.crashGateway() },
  {
    name: 'SIGKILL of the control plane',
    streams: 'survive',
    strike: (platform) => platform.crashControlPlane(),
  },
  {
    name: 'SIGKILL of the maintenance worker, and so of its replicas',
    streams: 'may break',
    strike: (platform) => platform.crashMaintenance(),
  },
  {
    name: 'SIGSTOP of a worker past its lease, then SIGCONT',
    streams: 'survive',
    strike: async (platform, random) => {
      const { id, pid, epoch } = random.pick(await platform.readyReplicas(1));
      process.kill(pid!, 'SIGSTOP');
      const isReplaced = async (): Promise<boolean> =>
        (await platform.database.replicas.find(id))?.epoch !== epoch;
      while (!(await isReplaced())) await delay(pollMs);
      proceed(pid!);
    },
  },
  {
    name: 'SIGSTOP of the maintenance worker past its lease, then SIGCONT',
    // Its replicas go on until it does.
    streams: 'may break',
    strike: async (platform) => {
      const former = await platform.addMaintenance();
      former.signal('SIGSTOP');
      const before = new Set((await platform.readyReplicas(0)).map(({ id }) => id));
      for (let isReplaced = false; !isReplaced;) {
        isReplaced = (await platform.readyReplicas(1)).every(({ id }) => !before.has(id));
      }
      former.signal('SIGCONT');
      await former.exited;
    },
  },
  {
    name: 'a restart of PostgreSQL',
    streams: 'survive',
    strike: (platform) => platform.server.restart(),
  },
];

/** One that is gone already has nothing to go on with. */
function proceed(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
