import { type EndpointId, EndpointNotFound, type TenantId } from '@slipstream/domain';
import type { Endpoint, Repositories } from '@slipstream/persistence';

export interface EndpointPlace {
  readonly tenantId: TenantId;
  readonly endpointId: EndpointId;
}

/** @throws EndpointNotFound for another tenant's endpoint exactly as for none. */
export async function findOwnedEndpoint(
  { endpoints }: Repositories,
  { tenantId, endpointId }: EndpointPlace,
): Promise<Endpoint> {
  const endpoint = await endpoints.find(tenantId, endpointId);
  if (endpoint === undefined) throw new EndpointNotFound();
  return endpoint;
}
