import { type EndpointId, EndpointNotFound, type TenantId } from '@slipstream/domain';
import type { Repositories } from '@slipstream/persistence';

/** @throws EndpointNotFound when a key is to be limited to an endpoint that is not its tenant's */
export async function assertEndpointsOwned(
  { endpoints }: Repositories,
  { tenantId, endpointIds }: { tenantId: TenantId; endpointIds: readonly EndpointId[] | null },
): Promise<void> {
  if (endpointIds === null) return;
  const ownedCount = await endpoints.countOwned(tenantId, endpointIds);
  if (ownedCount < new Set(endpointIds).size) throw new EndpointNotFound();
}
