import { EndpointNotFound, type EndpointId, type SnapshotId, type TenantId } from '@slipstream/domain';

import type { Queries } from './database-client.js';
import type { SpeculationPolicy as SpeculationPolicyRow } from './generated/client.js';

/** How an endpoint speculates and learns. */
export interface SpeculationPolicy {
  endpointId: EndpointId;
  /** 'off' decodes plainly. */
  speculation: 'auto' | 'off';
  learning: 'on' | 'off';
  /** Whether sequences are kept, encrypted and for a time, to judge new versions by. */
  heldOut: 'on' | 'off';
  /** Replicas stay with this version, whatever is learned. */
  pinnedSnapshotId: SnapshotId | null;
  /** Versions kept that were active and are neither that nor frozen, as many as of the others; days that they are kept at most. */
  keptVersions: number;
  keptDays: number | null;
  /** Rises when all that was learned is to be forgotten. */
  generation: number;
  /** Rises with every change that a person makes. */
  version: number;
}

export type SpeculationPolicyChange = Partial<Omit<SpeculationPolicy, 'endpointId' | 'generation'>> &
  Pick<SpeculationPolicy, 'version'>;

export class SpeculationPolicyRepository {
  constructor(private readonly queries: Queries) {}

  /** What holds for an endpoint by its own policy and its tenant's. @throws EndpointNotFound once the endpoint is gone. */
  async findEffective(endpointId: EndpointId): Promise<SpeculationPolicy> {
    const policy = await this.find(endpointId);
    const overruling = await this.queries.tenantSpeculationPolicy.findFirst({
      where: { tenant: { endpoints: { some: { id: endpointId } } }, heldOut: 'off' },
    });
    return overruling === null ? policy : { ...policy, heldOut: 'off' };
  }

  /** What holds for all endpoints of a tenant. */
  async findHeldOut(tenantId: TenantId): Promise<'on' | 'off'> {
    const row = await this.queries.tenantSpeculationPolicy.findUnique({ where: { tenantId } });
    return row?.heldOut === 'off' ? 'off' : 'on';
  }

  async putHeldOut(tenantId: TenantId, heldOut: 'on' | 'off'): Promise<void> {
    await this.queries.tenantSpeculationPolicy.upsert({
      where: { tenantId },
      create: { tenantId, heldOut },
      update: { heldOut },
    });
  }

  /** @throws EndpointNotFound once the endpoint is gone. */
  async find(endpointId: EndpointId): Promise<SpeculationPolicy> {
    const row = await this.queries.speculationPolicy.findUnique({ where: { endpointId } });
    if (row === null) throw new EndpointNotFound();
    return toSpeculationPolicy(row);
  }

  /** Writes on the basis of a version that somebody has seen; undefined when there is a newer one. */
  async update(
    endpointId: EndpointId,
    { version, ...fields }: SpeculationPolicyChange,
  ): Promise<SpeculationPolicy | undefined> {
    const { count } = await this.queries.speculationPolicy.updateMany({
      where: { endpointId, version },
      data: { ...fields, version: { increment: 1 } },
    });
    return count === 0 ? undefined : this.find(endpointId);
  }

  /** From here on, what was learned before is refused. */
  async forget(endpointId: EndpointId): Promise<SpeculationPolicy> {
    await this.queries.speculationPolicy.updateMany({
      where: { endpointId },
      data: { generation: { increment: 1 }, pinnedSnapshotId: null },
    });
    return this.find(endpointId);
  }
}

function toSpeculationPolicy(row: SpeculationPolicyRow): SpeculationPolicy {
  return {
    ...row,
    endpointId: row.endpointId as EndpointId,
    speculation: row.speculation as SpeculationPolicy['speculation'],
    learning: row.learning as SpeculationPolicy['learning'],
    heldOut: row.heldOut as SpeculationPolicy['heldOut'],
    pinnedSnapshotId: row.pinnedSnapshotId as SnapshotId | null,
  };
}
