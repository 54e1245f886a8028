import type { SpeculationPolicyBody } from '@slipstream/contract';

/** What applies until the control plane has said otherwise; of a generation below all others. */
const initialPolicy: SpeculationPolicyBody = {
  generation: 0,
  speculation: 'auto',
  learning: 'on',
  heldOut: 'off',
};

/** How this replica speculates and learns at the moment. */
export class EndpointPolicy {
  private policy = initialPolicy;

  get current(): SpeculationPolicyBody {
    return this.policy;
  }

  /** Returns whether all that was learned until now is to be forgotten. An older policy than the present is ignored. */
  adopt(policy: SpeculationPolicyBody): boolean {
    const before = this.policy.generation;
    if (policy.generation < before) return false;
    this.policy = policy;
    return before > 0 && policy.generation > before;
  }
}
