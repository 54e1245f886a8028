import { displayOf, type EndpointId, type ReplicaId, type Scope, type TenantId } from '@slipstream/domain';
import { hashApiKey, newApiKeySecret, newId, type ApiKey, type Database } from '@slipstream/persistence';

export interface Tenancy {
  tenantId: TenantId;
  /** A key for everything the tenant has. */
  secret: string;
}

export async function createTenancy(database: Database, name: string): Promise<Tenancy> {
  const { id: tenantId } = await database.tenants.create({ id: newId('tenant'), name });
  const { secret } = await createKey(database, { tenantId });
  return { tenantId, secret };
}

export interface KeyOptions {
  tenantId: TenantId | null;
  scopes?: Scope[];
  endpointIds?: EndpointId[] | null;
  expiresAt?: Date | null;
}

export async function createKey(
  database: Database,
  { tenantId, scopes = ['inference'], endpointIds = null, expiresAt = null }: KeyOptions,
): Promise<{ secret: string; key: ApiKey }> {
  const secret = newApiKeySecret();
  const { prefix, lastFour } = displayOf(secret);
  const key = await database.apiKeys.create({
    id: newId('apiKey'),
    tenantId,
    name: 'test',
    hash: hashApiKey(secret),
    displayPrefix: prefix,
    lastFour,
    scopes,
    endpointIds,
    expiresAt,
  });
  return { secret: String(secret), key };
}

/** An endpoint with one ready replica at each address; without any it is still starting. */
export async function createEndpoint(
  database: Database,
  { tenantId, name, addresses }: { tenantId: TenantId; name: string; addresses: readonly string[] },
): Promise<{ endpointId: EndpointId; replicaIds: ReplicaId[] }> {
  const modelId = newId('model');
  await database.models.create({
    id: modelId,
    name: `model-${String(modelId).toLowerCase()}`,
    source: { kind: 'builtin', name: 'none' },
    profile: 'fp32',
  });
  const endpointId = newId('endpoint');
  await database.endpoints.create({
    id: endpointId,
    tenantId,
    name,
    modelId,
    replicaCount: Math.max(1, addresses.length),
  });
  await database.endpoints.observe(endpointId, {
    from: 'pending',
    to: 'starting',
    reason: null,
    observedGeneration: 1,
  });
  const replicaIds: ReplicaId[] = [];
  for (const address of addresses) {
    replicaIds.push(await createReadyReplica(database, endpointId, address));
  }
  if (addresses.length > 0) {
    await database.endpoints.observe(endpointId, {
      from: 'starting',
      to: 'ready',
      reason: null,
      observedGeneration: 1,
    });
  }
  return { endpointId, replicaIds };
}

export async function createReadyReplica(
  database: Database,
  endpointId: EndpointId,
  address: string,
): Promise<ReplicaId> {
  const { id, epoch } = await database.replicas.create({ id: newId('replica'), endpointId });
  await database.replicas.transition(id, {
    from: 'starting',
    to: 'ready',
    epoch,
    address,
    readyAt: new Date(),
  });
  return id;
}
