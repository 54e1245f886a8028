import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { parseApiKey } from '@slipstream/domain';
import { Database, hashApiKey, isUsable } from '@slipstream/persistence';
import { Strategy } from 'passport-http-bearer';

import type { Caller } from './caller.js';

/** Bearer API keys. A key with a wrong checksum is refused without asking the database. */
@Injectable()
export class ApiKeyStrategy extends PassportStrategy(Strategy, 'api-key') {
  constructor(private readonly database: Database) {
    super();
  }

  async validate(token: string): Promise<Caller | false> {
    const secret = parseApiKey(token);
    if (secret === undefined) return false;
    const key = await this.database.apiKeys.findByHash(hashApiKey(secret));
    if (key === undefined || !isUsable(key, new Date())) return false;
    const { id, tenantId, scopes, endpointIds } = key;
    return { actor: { kind: 'apiKey', id }, tenantId, scopes, endpointIds };
  }
}
