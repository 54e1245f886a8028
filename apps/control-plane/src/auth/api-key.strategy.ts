import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { parseApiKey } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import { type ApiKey, Database, hashApiKey, isUsable } from '@slipstream/persistence';
import { Strategy } from 'passport-http-bearer';

import { loggerToken } from '../logging.js';
import type { Caller } from './caller.js';

/** As precise as "last used" needs to be. */
const lastUseIntervalMs = 60_000;

/** Bearer API keys. A key with a wrong checksum is refused without asking the database. */
@Injectable()
export class ApiKeyStrategy extends PassportStrategy(Strategy, 'api-key') {
  constructor(
    private readonly database: Database,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {
    super();
  }

  async validate(token: string): Promise<Caller | false> {
    const secret = parseApiKey(token);
    if (secret === undefined) return false;
    const key = await this.database.apiKeys.findByHash(hashApiKey(secret));
    const now = new Date();
    if (key === undefined || !isUsable(key, now)) return false;
    this.noteUse(key, now);
    const { id, tenantId, scopes, endpointIds } = key;
    return {
      actor: { kind: 'apiKey', id: String(id) },
      level: tenantId === null ? 'platform' : 'tenant',
      tenantId,
      role: tenantId === null ? 'owner' : 'admin',
      scopes,
      endpointIds,
    };
  }

  /** Beside the request and never in its way. */
  private noteUse({ id, lastUsedAt }: ApiKey, now: Date): void {
    if (lastUsedAt !== null && now.getTime() - lastUsedAt.getTime() < lastUseIntervalMs) return;
    this.database.apiKeys.recordUse(id, now).catch((error: unknown) => {
      this.logger.warn({ err: error, keyId: id }, 'the last use of a key could not be recorded');
    });
  }
}
