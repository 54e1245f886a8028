import type { ApiKeyView } from '@slipstream/contract';
import type { ApiKey } from '@slipstream/persistence';

export function toApiKeyView(key: ApiKey): ApiKeyView {
  const { expiresAt, revokedAt, lastUsedAt, createdAt, ...rest } = key;
  return {
    ...rest,
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
