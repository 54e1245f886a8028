import type { ApiKeyId, EndpointId, Scope, TenantId } from '@slipstream/domain';
import { databaseNull, type Queries } from './database-client.js';
import type { ApiKey as ApiKeyRow } from './generated/client.js';
import { pageArguments, type PageRequest } from './page.js';

export interface ApiKey {
  id: ApiKeyId;
  /** Null for a platform admin key. */
  tenantId: TenantId | null;
  name: string;
  displayPrefix: string;
  lastFour: string;
  scopes: Scope[];
  /** The endpoints this key may use, or null for all of its tenant's. */
  endpointIds: EndpointId[] | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
  /** The key that this one took over from. */
  rotatedFrom: ApiKeyId | null;
  /** Rises with every change that a person makes. */
  version: number;
  createdAt: Date;
}

export type NewApiKey = Omit<ApiKey, 'revokedAt' | 'lastUsedAt' | 'rotatedFrom' | 'version' | 'createdAt'> &
  Partial<Pick<ApiKey, 'rotatedFrom'>> & { hash: string };

export type ApiKeyChange = Partial<Pick<ApiKey, 'name' | 'scopes' | 'endpointIds' | 'expiresAt'>>;

export class ApiKeyRepository {
  constructor(private readonly queries: Queries) {}

  async create(key: NewApiKey): Promise<ApiKey> {
    return toApiKey(await this.queries.apiKey.create({ data: toRow(key), omit: { hash: true } }));
  }

  /** Creates the key unless its hash is already there. A key that was revoked meanwhile stays revoked. */
  async ensure(key: NewApiKey): Promise<ApiKey> {
    const row = await this.queries.apiKey.upsert({
      where: { hash: key.hash },
      create: toRow(key),
      update: {},
      omit: { hash: true },
    });
    return toApiKey(row);
  }

  /** Returns revoked and expired keys too: whether a key is good at this moment is `isUsable`'s to say. */
  async findByHash(hash: string): Promise<ApiKey | undefined> {
    const row = await this.queries.apiKey.findUnique({ where: { hash }, omit: { hash: true } });
    return row ? toApiKey(row) : undefined;
  }

  async list(tenantId: TenantId | null, page: PageRequest<ApiKeyId>): Promise<ApiKey[]> {
    const rows = await this.queries.apiKey.findMany({
      ...pageArguments(page, { tenantId }),
      omit: { hash: true },
    });
    return rows.map(toApiKey);
  }

  async find(tenantId: TenantId | null, id: ApiKeyId): Promise<ApiKey | undefined> {
    const row = await this.queries.apiKey.findFirst({ where: { id, tenantId }, omit: { hash: true } });
    return row ? toApiKey(row) : undefined;
  }

  /** Changes a key on the basis of the version given; undefined when there is a newer one. */
  async update(
    { tenantId, id, version }: Pick<ApiKey, 'tenantId' | 'id' | 'version'>,
    { endpointIds, ...fields }: ApiKeyChange,
  ): Promise<ApiKey | undefined> {
    const { count } = await this.queries.apiKey.updateMany({
      where: { id, tenantId, version },
      data: {
        ...fields,
        ...(endpointIds === undefined ? {} : { endpointIds: endpointIds ?? databaseNull }),
        version: { increment: 1 },
      },
    });
    return count === 0 ? undefined : this.find(tenantId, id);
  }

  /** Keeps the first revocation's time when asked twice. */
  async revoke(tenantId: TenantId | null, id: ApiKeyId, at: Date): Promise<void> {
    await this.queries.apiKey.updateMany({
      where: { id, tenantId, revokedAt: null },
      data: { revokedAt: at, version: { increment: 1 } },
    });
  }

  async recordUse(id: ApiKeyId, at: Date): Promise<void> {
    await this.queries.apiKey.updateMany({ where: { id }, data: { lastUsedAt: at } });
  }
}

export function isUsable(key: Pick<ApiKey, 'expiresAt' | 'revokedAt'>, now: Date): boolean {
  return key.revokedAt === null && (key.expiresAt === null || key.expiresAt > now);
}

function toRow(key: NewApiKey) {
  return { ...key, endpointIds: key.endpointIds ?? databaseNull };
}

function toApiKey(row: Omit<ApiKeyRow, 'hash'>): ApiKey {
  return {
    ...row,
    id: row.id as ApiKeyId,
    tenantId: row.tenantId as TenantId | null,
    scopes: row.scopes as Scope[],
    endpointIds: row.endpointIds as EndpointId[] | null,
    rotatedFrom: row.rotatedFrom as ApiKeyId | null,
  };
}
