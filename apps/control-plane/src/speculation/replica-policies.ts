import { Inject, Injectable } from '@nestjs/common';
import type { SpeculationPolicyBody } from '@slipstream/contract';
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

  /** Tells the replica unless it is known to know. Returns the policy that it follows. @throws if it cannot be told. */
  async follow(replica: Replica): Promise<SpeculationPolicy> {
    const policy = await this.database.speculationPolicies.findEffective(replica.endpointId);
    const policyKey = JSON.stringify(bodyOf(policy));
    if (this.known.of(replica).policyKey === policyKey) return policy;
    if (await this.send(replica, policy)) this.known.note(replica, { policyKey });
    return policy;
  }

  /** Tells the replica whatever is known, which another process may have made untrue. @throws if it cannot be told. */
  async tell(replica: Replica): Promise<void> {
    await this.send(replica, await this.database.speculationPolicies.findEffective(replica.endpointId));
  }

  private async send(replica: Replica, policy: SpeculationPolicy): Promise<boolean> {
    const place = workerPlaceOf(replica, this.configuration.WORKER_SECRET);
    if (place !== undefined) await sendPolicy(place, bodyOf(policy));
    return place !== undefined;
  }
}

function bodyOf({ generation, speculation, learning, heldOut }: SpeculationPolicy): SpeculationPolicyBody {
  return { generation, speculation, learning, heldOut };
}
