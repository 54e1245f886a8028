import { Injectable } from '@nestjs/common';
import { Database } from '@slipstream/persistence';

import { Repeats } from '../work/repeats.js';
import { idempotencyWindowMs } from './idempotency.js';

/** Forgets responses that nobody may ask for again. */
@Injectable()
export class ResponseCleanup {
  constructor(private readonly database: Database) {}

  @Repeats({ name: 'responses.clean', everyMs: 60 * 60_000 })
  clean(): Promise<void> {
    return this.database.idempotentResponses.removeOlderThan(new Date(Date.now() - idempotencyWindowMs));
  }
}
