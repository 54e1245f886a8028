import { Injectable } from '@nestjs/common';
import { Database, type Replica, type Revision } from '@slipstream/persistence';

export interface Lineage {
  /** SHA-256 of the weights whose tokens and speculators the replica's learning is about. */
  readonly modelDigest: string | null;
  /** Whether the endpoint's active revision learns the same. */
  readonly isActive: boolean;
}

/** Which learning belongs to which replica, for an endpoint whose revisions may be of different models. */
@Injectable()
export class LearningLineage {
  constructor(private readonly database: Database) {}

  async of({ endpointId, revision: number }: Replica): Promise<Lineage> {
    const { revisions } = this.database;
    const active = await revisions.findActive(endpointId);
    const own = number === active.number ? active : await revisions.find(endpointId, number);
    if (own === undefined) return { modelDigest: null, isActive: false };
    const modelDigest = await this.digestOf(own);
    return {
      modelDigest,
      isActive: own.base === active.base || modelDigest === (await this.digestOf(active)),
    };
  }

  private async digestOf({ endpointId, number, base, modelId }: Revision): Promise<string | null> {
    const first = base === number ? undefined : await this.database.revisions.find(endpointId, base);
    return (await this.database.models.find(first?.modelId ?? modelId))?.digest ?? null;
  }
}
