import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@slipstream/observability';
import { type AttemptRecord, Database, type DueDelivery } from '@slipstream/persistence';
import type { AssignedWork } from '@slipstream/queue';

import { loggerToken } from '../logging.js';
import { Handles } from '../work/handles.js';
import { Repeats } from '../work/repeats.js';
import { retryDelayMs } from './retry-schedule.js';
import { type AttemptOutcome, WebhookSender } from './webhook-sender.js';

const concurrency = 16;
const batchCountMax = 100;
const keptMs = 30 * 86_400_000;
const goneStatus = 410;

/** Tells webhooks what there is to tell: at least once each, always under the delivery's id. */
@Injectable()
export class WebhookDispatcher {
  constructor(
    private readonly database: Database,
    private readonly sender: WebhookSender,
    @Inject(loggerToken) private readonly logger: Logger,
  ) {}

  @Handles('webhook.attempt', { concurrency })
  async attempt({ payload: { deliveryId, attempt } }: AssignedWork<'webhook.attempt'>): Promise<void> {
    const { webhookDeliveries, webhooks } = this.database;
    const delivery = await webhookDeliveries.begin(deliveryId, attempt, new Date());
    if (delivery === undefined) return;
    const outcome = await this.outcomeOf(delivery);
    const now = new Date();
    const record = recordOf(delivery, outcome, now);
    await webhookDeliveries.record(delivery, record, now);
    if (record.state === 'delivered') return;
    if (record.lastStatus === goneStatus) {
      await webhooks.disable(delivery.webhook.id, `It answered ${goneStatus} (gone).`);
    }
    const { lastProblem, state } = record;
    this.logger.warn({ deliveryId, attempt, lastProblem, state }, 'a webhook was not told');
  }

  @Repeats({ name: 'webhooks.retry', everyMs: 1_000 })
  async retry(): Promise<void> {
    const now = new Date();
    let count: number;
    do {
      count = await this.database.transaction(({ webhookDeliveries }) =>
        webhookDeliveries.leaveDueToQueue({ now, limit: batchCountMax }),
      );
    } while (count === batchCountMax);
  }

  @Repeats({ name: 'webhooks.forget', everyMs: 3_600_000 })
  async forget(): Promise<void> {
    await this.database.webhookDeliveries.removeOlderThan(new Date(Date.now() - keptMs));
  }

  private outcomeOf(delivery: DueDelivery): Promise<AttemptOutcome> {
    if (delivery.webhook.isEnabled) return this.sender.send(delivery, new Date());
    return Promise.resolve({ kind: 'unanswered', problem: 'The webhook is turned off.' });
  }
}

function recordOf({ webhook, attempts }: DueDelivery, outcome: AttemptOutcome, now: Date): AttemptRecord {
  const lastStatus = outcome.kind === 'answered' ? outcome.status : null;
  if (lastStatus !== null && lastStatus >= 200 && lastStatus < 300) {
    return { state: 'delivered', lastStatus, lastProblem: null, nextAttemptAt: null };
  }
  const lastProblem = outcome.kind === 'answered' ? `It answered ${outcome.status}.` : outcome.problem;
  const isFinal = !webhook.isEnabled || lastStatus === goneStatus;
  const delayMs = isFinal ? undefined : retryDelayMs(attempts, Math.random());
  return delayMs === undefined
    ? { state: 'failed', lastStatus, lastProblem, nextAttemptAt: null }
    : { state: 'pending', lastStatus, lastProblem, nextAttemptAt: new Date(now.getTime() + delayMs) };
}
