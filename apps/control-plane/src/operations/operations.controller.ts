import { Controller, Header, Inject } from '@nestjs/common';
import { healthOperations, type ResultOf } from '@slipstream/contract';
import type { Metrics } from '@slipstream/observability';
import { Database } from '@slipstream/persistence';

import { Implements } from '../http/implements.js';
import { metricsToken } from './metrics-token.js';

const { check, live, ready, metrics } = healthOperations;
type Health = ResultOf<typeof check>;

/** What whoever runs this process asks of it. */
@Controller()
export class OperationsController {
  constructor(
    private readonly database: Database,
    @Inject(metricsToken) private readonly measured: Metrics,
  ) {}

  @Implements(check)
  check(): Promise<Health> {
    return this.ready();
  }

  @Implements(live)
  live(): Health {
    return { status: 'ok' };
  }

  @Implements(ready)
  async ready(): Promise<Health> {
    await this.database.ping();
    return { status: 'ok' };
  }

  @Implements(metrics)
  @Header('content-type', metrics.contentType)
  metrics(): Promise<string> {
    return this.measured.render();
  }
}
