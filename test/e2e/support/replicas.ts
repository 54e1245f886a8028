import type { Platform } from './platform.js';

export interface RunningReplica {
  readonly id: string;
  readonly state: string;
  readonly pid: number | null;
  readonly address: string | null;
  readonly epoch: number;
}

/** The replicas of the demo endpoint, as the admin API shows them. */
export async function replicasOf(platform: Platform): Promise<RunningReplica[]> {
  const { data: tenants } = await platform.admin<{ data: { id: string; name: string }[] }>('/tenants');
  const tenant = tenants.find(({ name }) => name === 'demo')!;
  const endpoints = `/tenants/${tenant.id}/endpoints`;
  const { data } = await platform.admin<{ data: { id: string }[] }>(endpoints);
  return (await platform.admin<{ data: RunningReplica[] }>(`${endpoints}/${data[0]!.id}/replicas`)).data;
}

/** Resolves with a ready replica that `isWanted`; the test's own time limit ends the wait. */
export async function readyReplica(
  platform: Platform,
  isWanted: (replica: RunningReplica) => boolean = () => true,
): Promise<RunningReplica> {
  for (;;) {
    const found = (await replicasOf(platform)).find(
      (replica) => replica.state === 'ready' && isWanted(replica),
    );
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The value of a worker's metric. */
export async function workerMetric(replica: RunningReplica, name: string): Promise<number> {
  const text = await (await fetch(`${replica.address}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? NaN);
}
