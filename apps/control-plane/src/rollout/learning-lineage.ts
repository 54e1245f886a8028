import { Injectable } from '@nestjs/common';
import type { EndpointId } from '@slipstream/domain';
import { Database, type Replica, type Repositories, type Revision } from '@slipstream/persistence';

export interface Lineage {
  /** SHA-256 of the weights whose tokens and speculators the replica's learning is about. */
  readonly modelDigest: string | null;
  /** Whether the endpoint's active revision learns the same. */
  readonly isActive: boolean;
}

type Weights = Pick<Repositories, 'revisions' | 'models'>;

/** Which learning belongs to which replica, for an endpoint whose revisions may be of different models. */
@Injectable()
export class LearningLineage {
  constructor(private readonly database: Database) {}

  async of({ endpointId, revision: number }: Replica): Promise<Lineage> {
    const { database } = this;
    const active = await database.revisions.findActive(endpointId);
    const own = number === active.number ? active : await database.revisions.find(endpointId, number);
    if (own === undefined) return { modelDigest: null, isActive: false };
    const modelDigest = await digestOf(own, database);
    return {
      modelDigest,
      isActive: own.base === active.base || modelDigest === (await digestOf(active, database)),
    };
  }

  /** SHA-256 of the weights that the learning of the endpoint's active revision is about. */
  async activeDigest(endpointId: EndpointId, weights: Weights = this.database): Promise<string | null> {
    return digestOf(await weights.revisions.findActive(endpointId), weights);
  }
}

async function digestOf(
  { endpointId, number, base, modelId }: Revision,
  { revisions, models }: Weights,
): Promise<string | null> {
  const first = base === number ? undefined : await revisions.find(endpointId, base);
  return (await models.find(first?.modelId ?? modelId))?.digest ?? null;
}
