import { Injectable } from '@nestjs/common';
import { type ConditionFinding, type EndpointId, nextConditions } from '@slipstream/domain';
import {
  type Endpoint,
  LeasedDatabase,
  type Repositories,
  type Revision,
  type RevisionGate,
} from '@slipstream/persistence';

import { platformEvent } from '../audit/platform-audit.js';

export interface FailedRollout {
  readonly to: 'refused' | 'rolledBack';
  readonly reason: string;
  readonly gates?: readonly RevisionGate[];
}

/** Ends changes of weights, one way or the other, and says so: in the revision, in a condition, in the audit log. */
@Injectable()
export class RolloutJournal {
  constructor(private readonly database: LeasedDatabase) {}

  /** What is under way, for people who look. */
  async progress(
    { id, rollout }: Endpoint,
    { number }: Revision,
    stage: string,
    message: string,
  ): Promise<void> {
    const finding = findingOf(false, stage, `Revision ${number}: ${message}`);
    if (rollout?.reason === finding.reason && rollout.message === finding.message) return;
    const [condition] = nextConditions(rollout === null ? [] : [rollout], [finding], new Date());
    await this.database.scaling.explainRollout(id, condition!);
  }

  /** A revision serves. */
  activate(revision: Revision, gates: readonly RevisionGate[] = []): Promise<void> {
    const { number } = revision;
    const finding = findingOf(true, 'Active', `Revision ${number} serves.`);
    return this.end(revision, { action: 'revision.activate', finding, gates }, ({ revisions }) =>
      revisions.activate(revision, gates),
    );
  }

  /** A revision does not come to serve; the one before goes on. */
  fail(revision: Revision, { to, reason, gates = [] }: FailedRollout): Promise<void> {
    const isRolledBack = to === 'rolledBack';
    const outcome = isRolledBack ? 'was rolled back' : 'was refused';
    const message = `Revision ${revision.number} ${outcome}. ${reason}`;
    const finding = findingOf(false, isRolledBack ? 'RolledBack' : 'Refused', message);
    const action = isRolledBack ? 'revision.rollBack' : 'revision.refuse';
    return this.end(revision, { action, finding, gates }, ({ revisions }) =>
      revisions.transition(revision, { to, reason, gates }),
    );
  }

  private async end(
    { endpointId, number, modelId, state }: Revision,
    { action, finding, gates }: { action: string; finding: ConditionFinding; gates: readonly RevisionGate[] },
    change: (repositories: Repositories) => Promise<void>,
  ): Promise<void> {
    await this.database.transaction(async (repositories) => {
      await change(repositories);
      await repositories.scaling.explainRollout(endpointId, {
        ...finding,
        changedAt: new Date().toISOString(),
      });
      await repositories.audit.append([
        platformEvent('rollout', {
          tenantId: (await repositories.endpoints.findTenantId(endpointId)) ?? null,
          action,
          resourceId: String(endpointId satisfies EndpointId),
          before: { number, modelId, state },
          after: { number, modelId, reason: finding.message, gates },
        }),
      ]);
    });
  }
}

function findingOf(isTrue: boolean, reason: string, message: string): ConditionFinding {
  return { type: 'RolledOut', isTrue, reason, message };
}
