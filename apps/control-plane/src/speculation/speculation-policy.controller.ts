import { Controller } from '@nestjs/common';
import { type InputOf, speculationPolicyOperations, type SpeculationPolicyView } from '@slipstream/contract';
import { type SnapshotId, SnapshotNotFound } from '@slipstream/domain';
import type { Repositories, SpeculationPolicy, SpeculationPolicyChange } from '@slipstream/persistence';

import { assertUnrestricted } from '../auth/assert-allowed.js';
import { UnitsOfWork } from '../change/units-of-work.js';
import { type EndpointPlace, findOwnedEndpoint } from '../endpoint/find-owned-endpoint.js';
import { assertMatches } from '../http/entity-tag.js';
import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { PreconditionFailed } from '../http/refusals.js';
import { Context, type RequestContext } from '../http/request-context.js';
import { followingOf, SnapshotPromotion } from '../snapshot/snapshot-promotion.js';
import { HeldOutSequences } from './held-out-sequences.js';

const { find, update, findOfTenant, putOfTenant } = speculationPolicyOperations;

/** How endpoints speculate and learn, by the wish of people. */
@Controller()
export class SpeculationPolicyController {
  constructor(
    private readonly work: UnitsOfWork,
    private readonly promotion: SnapshotPromotion,
    private readonly heldOut: HeldOutSequences,
  ) {}

  @Implements(find)
  find(@Input() { params }: InputOf<typeof find>): Promise<SpeculationPolicyView> {
    return this.work.read(params.tenantId, async (repositories) => {
      const { id } = await findOwnedEndpoint(repositories, params);
      return toView(await repositories.speculationPolicies.find(id));
    });
  }

  @Implements(update)
  async update(
    @Input() { params, body }: InputOf<typeof update>,
    @Context() context: RequestContext,
  ): Promise<SpeculationPolicyView> {
    const { tenantId, endpointId } = params;
    const updated = await this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      await findOwnedEndpoint(repositories, params);
      const policy = await repositories.speculationPolicies.find(endpointId);
      assertMatches(context.ifMatch, policy.version);
      if (body.pinnedSnapshotId) await this.pin(repositories, params, body.pinnedSnapshotId);
      const change = changeOf(policy, body);
      const changed = await repositories.speculationPolicies.update(endpointId, change);
      if (changed === undefined) throw new PreconditionFailed();
      const [before, after] = [toView(policy), toView(changed)];
      trail.record({ action: 'speculation-policy.update', tenantId, resourceId: endpointId, before, after });
      return after;
    });
    await this.promotion.follow(endpointId);
    if (updated.heldOut === 'off') await this.heldOut.removeAll(endpointId);
    return updated;
  }

  @Implements(findOfTenant)
  findOfTenant(@Input() { params }: InputOf<typeof findOfTenant>): Promise<{ heldOut: 'on' | 'off' }> {
    const { tenantId } = params;
    return this.work.read(tenantId, async ({ speculationPolicies }) => ({
      heldOut: await speculationPolicies.findHeldOut(tenantId),
    }));
  }

  @Implements(putOfTenant)
  async putOfTenant(
    @Input() { params, body }: InputOf<typeof putOfTenant>,
    @Context() context: RequestContext,
  ): Promise<{ heldOut: 'on' | 'off' }> {
    const { tenantId } = params;
    assertUnrestricted(context.caller);
    const endpointIds = await this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      const before = { heldOut: await repositories.speculationPolicies.findHeldOut(tenantId) };
      await repositories.speculationPolicies.putHeldOut(tenantId, body.heldOut);
      if (before.heldOut !== body.heldOut) {
        const action = 'speculation-policy.set';
        trail.record({ action, tenantId, resourceId: String(tenantId), before, after: body });
      }
      return repositories.endpoints.listIds(tenantId);
    });
    for (const endpointId of endpointIds) {
      await this.promotion.follow(endpointId);
      if (body.heldOut === 'off') await this.heldOut.removeAll(endpointId);
    }
    return body;
  }

  /** What is pinned is what replicas go on from. */
  private async pin(
    repositories: Repositories,
    { endpointId }: EndpointPlace,
    snapshotId: SnapshotId,
  ): Promise<void> {
    const snapshot = await repositories.snapshots.find(endpointId, snapshotId);
    if (snapshot === undefined) throw new SnapshotNotFound();
    if (snapshot.state !== 'active') await repositories.snapshotStates.move(snapshot, { to: 'active' });
    await repositories.outbox.add(followingOf(endpointId));
  }
}

/** What is left out stays as it is. */
function changeOf(policy: SpeculationPolicy, body: InputOf<typeof update>['body']): SpeculationPolicyChange {
  const { speculation = policy.speculation, learning = policy.learning, heldOut = policy.heldOut } = body;
  const { pinnedSnapshotId = policy.pinnedSnapshotId } = body;
  const { keptVersions = policy.keptVersions, keptDays = policy.keptDays } = body;
  const { version } = policy;
  return { speculation, learning, heldOut, pinnedSnapshotId, keptVersions, keptDays, version };
}

/** The generation is between the platform and its replicas. */
function toView({
  endpointId: _endpointId,
  generation: _generation,
  ...policy
}: SpeculationPolicy): SpeculationPolicyView {
  return policy;
}
