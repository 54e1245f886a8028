import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Logger } from '@slipstream/observability';
import { Database } from '@slipstream/persistence';

import { loggerToken } from '../logging.js';
import { idempotencyWindowMs } from './idempotency.js';

const intervalMs = 60 * 60_000;

/** Forgets responses that nobody may ask for again. */
@Injectable()
export class ResponseCleanup implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.clean(), intervalMs);
    void this.clean();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async clean(): Promise<void> {
    try {
      await this.database.idempotentResponses.removeOlderThan(new Date(Date.now() - idempotencyWindowMs));
    } catch (error) {
      this.logger.warn({ err: error }, 'old responses could not be removed; the next pass tries again');
    }
  }
}
