import type { ApiKey } from '@slipstream/persistence';

import type { KeyToIssue } from './issue-key.js';

export interface Rotation {
  /** When the old key ends: after the overlap, and never later than it would have. */
  readonly oldExpiresAt: Date;
  readonly newKey: KeyToIssue;
}

/** The successor may do what the old key may, and lasts as long as that was made to last. */
export function planRotation(
  old: ApiKey,
  { now, overlapSeconds }: { now: Date; overlapSeconds: number },
): Rotation {
  const { tenantId, name, scopes, endpointIds, createdAt, expiresAt } = old;
  const overlapEnds = new Date(now.getTime() + overlapSeconds * 1_000);
  const lifetimeMs = expiresAt === null ? null : expiresAt.getTime() - createdAt.getTime();
  return {
    oldExpiresAt: expiresAt !== null && expiresAt < overlapEnds ? expiresAt : overlapEnds,
    newKey: {
      tenantId,
      name,
      scopes,
      endpointIds,
      expiresAt: lifetimeMs === null ? null : new Date(now.getTime() + lifetimeMs),
      rotatedFrom: old.id,
    },
  };
}
