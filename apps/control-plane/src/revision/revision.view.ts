import type { RevisionView } from '@slipstream/contract';
import type { Revision } from '@slipstream/persistence';

export function toRevisionView({ createdAt, activatedAt, ...revision }: Revision): RevisionView {
  return {
    ...revision,
    createdAt: createdAt.toISOString(),
    activatedAt: activatedAt?.toISOString() ?? null,
  };
}
