import { Controller } from '@nestjs/common';
import { healthOperations, type ResultOf } from '@slipstream/contract';
import { Database } from '@slipstream/persistence';

import { Implements } from './http/implements.js';

@Controller()
export class HealthController {
  constructor(private readonly database: Database) {}

  @Implements(healthOperations.check)
  async check(): Promise<ResultOf<typeof healthOperations.check>> {
    await this.database.ping();
    return { status: 'ok' };
  }
}
