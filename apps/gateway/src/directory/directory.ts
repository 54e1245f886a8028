import { EventEmitter, on } from 'node:events';
import type { UsageLimits } from '@slipstream/contract';
import type { ApiKeyId, TenantId } from '@slipstream/domain';
import type { ApiKey, Change, ChangedTable, Route } from '@slipstream/persistence';
import { ReadThroughCache } from './read-through-cache.js';

/** The reads the directory makes of the database. */
export interface DirectorySource {
  findKey(hash: string): Promise<ApiKey | undefined>;
  findRoute(tenantId: TenantId, endpointName: string): Promise<Route | undefined>;
  listRoutes(tenantId: TenantId): Promise<Route[]>;
  findLimits(tenantId: TenantId, apiKeyId: ApiKeyId | null): Promise<UsageLimits>;
}

export interface RouteChanges {
  next(): Promise<unknown>;
  return(): Promise<unknown>;
}

const tablesBesideRoutes: ReadonlySet<ChangedTable> = new Set(['api_keys', 'usage_limits']);

/** Answers are forgotten on every announced change; the age only bounds what a lost announcement can cost. */
const ageMsMax = 5_000;
const keyCountMax = 10_000;
const routeCountMax = 10_000;

/**
 * Who may call, how much, and where calls go, as of the last committed change. A change of any key empties the cache of keys,
 * and likewise for routes: changes are rare beside requests, so precision would buy nothing but ways to be stale.
 */
export class Directory {
  private readonly keys: ReadThroughCache<ApiKey | undefined>;
  private readonly routes: ReadThroughCache<Route | undefined>;
  private readonly routeLists: ReadThroughCache<Route[]>;
  private readonly limits: ReadThroughCache<UsageLimits>;
  private readonly changes = new EventEmitter().setMaxListeners(0);

  constructor(
    private readonly source: DirectorySource,
    nowMs: () => number,
  ) {
    this.keys = new ReadThroughCache({ sizeMax: keyCountMax, ageMsMax, nowMs });
    this.routes = new ReadThroughCache({ sizeMax: routeCountMax, ageMsMax, nowMs });
    this.routeLists = new ReadThroughCache({ sizeMax: routeCountMax, ageMsMax, nowMs });
    this.limits = new ReadThroughCache({ sizeMax: keyCountMax, ageMsMax, nowMs });
  }

  findKey(hash: string): Promise<ApiKey | undefined> {
    return this.keys.read(hash, () => this.source.findKey(hash));
  }

  findRoute(tenantId: TenantId, endpointName: string): Promise<Route | undefined> {
    return this.routes.read(`${String(tenantId)}/${endpointName}`, () =>
      this.source.findRoute(tenantId, endpointName),
    );
  }

  listRoutes(tenantId: TenantId): Promise<Route[]> {
    return this.routeLists.read(String(tenantId), () => this.source.listRoutes(tenantId));
  }

  /** Those of a key, or of the tenant as a whole. */
  findLimits(tenantId: TenantId, apiKeyId: ApiKeyId | null): Promise<UsageLimits> {
    return this.limits.read(String(apiKeyId ?? tenantId), () => this.source.findLimits(tenantId, apiKeyId));
  }

  applyChange(change: Change): void {
    if (change.kind === 'resynchronize' || change.table === 'usage_limits') {
      this.limits.clear();
    }
    if (change.kind === 'resynchronize' || change.table === 'api_keys') {
      this.keys.clear();
    }
    if (change.kind === 'resynchronize' || !tablesBesideRoutes.has(change.table)) {
      this.routes.clear();
      this.routeLists.clear();
      this.changes.emit('routes');
    }
  }

  /** One item for every change of some route from this call on. */
  routeChanges(signal: AbortSignal): RouteChanges {
    return on(this.changes, 'routes', { signal }) as RouteChanges;
  }
}
