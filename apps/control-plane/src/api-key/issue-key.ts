import { type ApiKeySecret, displayOf } from '@slipstream/domain';
import { type ApiKey, hashApiKey, newApiKeySecret, newId, type Repositories } from '@slipstream/persistence';

export type KeyToIssue = Pick<
  ApiKey,
  'tenantId' | 'name' | 'scopes' | 'endpointIds' | 'expiresAt' | 'rotatedFrom'
>;

/** Makes a key. The secret exists in what is returned; what is stored is its hash. */
export async function issueKey(
  { apiKeys }: Repositories,
  key: KeyToIssue,
): Promise<{ key: ApiKey; secret: ApiKeySecret }> {
  const secret = newApiKeySecret();
  const { prefix: displayPrefix, lastFour } = displayOf(secret);
  const issued = await apiKeys.create({
    ...key,
    id: newId('apiKey'),
    hash: hashApiKey(secret),
    displayPrefix,
    lastFour,
  });
  return { key: issued, secret };
}
