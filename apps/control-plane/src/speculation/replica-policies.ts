import { Inject, Injectable } from '@nestjs/common';
import { Database, type Replica, type SpeculationPolicy } from '@slipstream/persistence';

import { type Configuration, configurationToken } from '../configuration.js';
import { workerPlaceOf } from '../replica/worker-place.js';
import { KnownLearnings } from '../snapshot/known-learning.js';
import { sendPolicy } from '../snapshot/worker-learning.js';

/** Brings replicas to their endpoint's policy, and lets them forget what is to be forgotten. */
@Injectable()
export class ReplicaPolicies {
  constructor(
    private readonly database: Database,
    private readonly known: KnownLearnings,
    @Inject(configurationToken) private readonly configuration: Configuration,
  ) {}

  /** Returns the policy that the replica follows. @throws if it cannot be told. */
  async follow(replica: Replica): Promise<SpeculationPolicy> {
    const policy = await this.database.speculationPolicies.findEffective(replica.endpointId);
    const place = workerPlaceOf(replica, this.configuration.WORKER_SECRET);
    const { generation, speculation, learning, heldOut } = policy;
    const body = { generation, speculation, learning, heldOut };
    const policyKey = JSON.stringify(body);
    if (place === undefined || this.known.of(replica).policyKey === policyKey) return policy;
    await sendPolicy(place, body);
    this.known.note(replica, { policyKey });
    return policy;
  }
}
