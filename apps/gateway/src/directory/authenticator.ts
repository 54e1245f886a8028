import {
  CredentialsRefused,
  grants,
  parseApiKey,
  ScopeMissing,
  type ApiKeyId,
  type EndpointId,
  type TenantId,
} from '@slipstream/domain';
import { hashApiKey, isUsable, type ApiKey } from '@slipstream/persistence';
import { keyWithoutTenant } from '../api-error.js';
import type { Directory } from './directory.js';
import type { LastUseRecorder } from './last-use-recorder.js';

/** Who is calling, and what they may use. */
export interface Caller {
  keyId: ApiKeyId;
  tenantId: TenantId;
  mayUse(endpointId: EndpointId): boolean;
}

export class Authenticator {
  constructor(
    private readonly directory: Directory,
    private readonly lastUse: LastUseRecorder<ApiKeyId>,
  ) {}

  /** Throws what the caller may see. A database that cannot be asked is neither. */
  async authenticate(authorization: string | undefined, nowMs: number): Promise<Caller> {
    const secret = parseApiKey(bearerOf(authorization));
    const key = secret && (await this.directory.findKey(hashApiKey(secret)));
    if (!key || !isUsable(key, new Date(nowMs))) {
      throw new CredentialsRefused();
    }
    if (!grants(key.scopes, 'inference')) {
      throw new ScopeMissing('inference');
    }
    this.lastUse.note(key.id, nowMs);
    return callerOf(key);
  }
}

function bearerOf(authorization: string | undefined): string {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
}

function callerOf(key: ApiKey): Caller {
  if (key.tenantId === null) {
    throw keyWithoutTenant();
  }
  const allowed = key.endpointIds && new Set(key.endpointIds);
  return {
    keyId: key.id,
    tenantId: key.tenantId,
    mayUse: (endpointId) => allowed === null || allowed.has(endpointId),
  };
}
