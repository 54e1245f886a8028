import { Injectable } from '@nestjs/common';
import type { SnapshotEvidence } from '@slipstream/contract';
import { type SnapshotId, SnapshotNotFound, SnapshotRefused, type TenantId } from '@slipstream/domain';
import type { Endpoint, Repositories, Snapshot } from '@slipstream/persistence';

import { SnapshotFiling } from '../snapshot-filing.js';

/** An endpoint that is being created, and what it is to go on from. */
export interface WarmEndpoint {
  readonly tenantId: TenantId;
  readonly endpoint: Endpoint;
  readonly snapshotId: SnapshotId;
}

/** Lets an endpoint begin with what another one of its tenant has learned of the same model. */
@Injectable()
export class WarmStart {
  constructor(private readonly filing: SnapshotFiling) {}

  /**
   * Files a copy as the endpoint's first version, in the transaction that creates the endpoint. Nothing else is known yet, so
   * it is active at once. @throws SnapshotNotFound for another tenant's exactly as for none; SnapshotRefused
   */
  async begin(
    repositories: Repositories,
    { tenantId, endpoint, snapshotId }: WarmEndpoint,
  ): Promise<Snapshot> {
    const original = await repositories.snapshots.findAnywhere(snapshotId);
    if (original === undefined) throw new SnapshotNotFound();
    if (original.state === 'rejected') throw new SnapshotRefused('It was rejected.');
    const model = await repositories.models.find(endpoint.modelId);
    const { modelDigest, learnedTokens } = original;
    if (model?.digest !== modelDigest)
      throw new SnapshotRefused('It was learned with another model than this endpoint has.');
    const bytes = await this.filing.readSound(original, tenantId);
    const { generation } = await repositories.speculationPolicies.find(endpoint.id);
    const source = { kind: 'copy', parents: [original.id], targetRevision: 1 } as const;
    const learning = { ...source, modelDigest, learnedTokens, generation, bytes };
    const copy = await this.filing.file({ ...learning, tenantId, endpointId: endpoint.id }, repositories);
    const note = 'The endpoint was created to start from it.';
    const evidence: SnapshotEvidence = { kind: 'note', at: new Date().toISOString(), note };
    return repositories.snapshotStates.move(copy, { to: 'active', evidence });
  }
}
