import { ApiKeyRepository } from './api-key-repository.js';
import { createDatabaseClient, type DatabaseClient } from './database-client.js';
import { EndpointRepository } from './endpoint-repository.js';
import { ModelRepository } from './model-repository.js';
import { ReplicaRepository } from './replica-repository.js';
import { RevisionRepository } from './revision-repository.js';
import { RouteRepository } from './route-repository.js';
import { TenantRepository } from './tenant-repository.js';

export interface DatabaseOptions {
  connectionCountMax?: number;
}

/** Opens a bounded pool; connections are made when they are first needed. */
export function openDatabase(databaseUrl: string, options: DatabaseOptions = {}): Database {
  return new Database(
    createDatabaseClient({ databaseUrl, connectionCountMax: options.connectionCountMax ?? 10 }),
  );
}

/** One repository per noun. Nothing outside this library sees Prisma. */
export class Database {
  readonly tenants: TenantRepository;
  readonly apiKeys: ApiKeyRepository;
  readonly models: ModelRepository;
  readonly endpoints: EndpointRepository;
  readonly revisions: RevisionRepository;
  readonly replicas: ReplicaRepository;
  readonly routes: RouteRepository;

  constructor(private readonly client: DatabaseClient) {
    this.tenants = new TenantRepository(client);
    this.apiKeys = new ApiKeyRepository(client);
    this.models = new ModelRepository(client);
    this.endpoints = new EndpointRepository(client);
    this.revisions = new RevisionRepository(client);
    this.replicas = new ReplicaRepository(client);
    this.routes = new RouteRepository(client);
  }

  /** Rejects with `DatabaseUnavailable` when no query can be answered. */
  async ping(): Promise<void> {
    await this.client.$queryRaw`SELECT 1`;
  }

  async close(): Promise<void> {
    await this.client.$disconnect();
  }
}
