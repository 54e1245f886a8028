import type { ModelView } from '@slipstream/contract';
import type { Model } from '@slipstream/persistence';

/** Without its source and target folder: paths of the control plane's machine are no tenant's business. */
export function toModelView(model: Model): ModelView {
  const { id, name, profile, candidates, digest, state, reason, progress, createdAt, updatedAt } = model;
  return {
    id,
    name,
    profile,
    candidates,
    digest,
    state,
    reason,
    progress,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
