import type { EndpointId } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import type { Route } from '@slipstream/persistence';
import { LastUseRecorder } from './last-use-recorder.js';

/** Idle times are a minute and more: an endpoint in use is noted well within that. */
export const demandIntervalMs = 15_000;

export interface EndpointDemandOptions {
  readonly wake: (id: EndpointId, at: Date) => Promise<void>;
  readonly recordRequest: (id: EndpointId, at: Date) => Promise<void>;
  readonly nowMs: () => number;
  readonly logger: Logger;
}

/**
 * Tells the platform which endpoints are asked for, beside the requests and never in their way: one without replicas is
 * woken, one with requests under way is not idle, however long they take.
 */
export class EndpointDemand {
  private readonly underway = new Map<EndpointId, number>();
  private readonly lastRequests: LastUseRecorder<EndpointId>;

  constructor(private readonly options: EndpointDemandOptions) {
    const { recordRequest: recordUse, logger } = options;
    this.lastRequests = new LastUseRecorder({ recordUse, intervalMs: demandIntervalMs, logger });
  }

  /** A request begins. Call what it returns when it has ended. */
  enter({ endpointId, replicas }: Pick<Route, 'endpointId' | 'replicas'>): () => void {
    this.underway.set(endpointId, (this.underway.get(endpointId) ?? 0) + 1);
    if (replicas.length === 0) this.wake(endpointId);
    else this.note(endpointId);
    return () => {
      const left = this.underway.get(endpointId)! - 1;
      if (left > 0) this.underway.set(endpointId, left);
      else this.underway.delete(endpointId);
      this.note(endpointId);
    };
  }

  /** Notes the endpoints that have requests under way. To be called every `demandIntervalMs`. */
  noteUnderway(): void {
    for (const endpointId of this.underway.keys()) this.note(endpointId);
  }

  /** How many requests are under way, by endpoint. */
  get counts(): ReadonlyMap<EndpointId, number> {
    return this.underway;
  }

  private note(endpointId: EndpointId): void {
    this.lastRequests.note(endpointId, this.options.nowMs());
  }

  private wake(endpointId: EndpointId): void {
    const { wake, nowMs, logger } = this.options;
    wake(endpointId, new Date(nowMs())).catch((err: unknown) =>
      logger.warn({ err, endpointId }, 'An endpoint could not be woken.'),
    );
  }
}
