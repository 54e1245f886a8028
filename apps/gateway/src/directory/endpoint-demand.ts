import type { EndpointId } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import type { Route } from '@slipstream/persistence';

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
  private readonly notedAtMs = new Map<EndpointId, number>();

  constructor(private readonly options: EndpointDemandOptions) {}

  /** A request begins. Call what it returns when it has ended. */
  enter({ endpointId, replicas }: Pick<Route, 'endpointId' | 'replicas'>): () => void {
    this.underway.set(endpointId, (this.underway.get(endpointId) ?? 0) + 1);
    if (replicas.length === 0) this.tell(this.options.wake, endpointId);
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
    // What nobody asks for is forgotten, so that this does not grow with the endpoints there ever were.
    const { nowMs } = this.options;
    for (const [endpointId, notedAtMs] of this.notedAtMs)
      if (nowMs() - notedAtMs >= 2 * demandIntervalMs) this.notedAtMs.delete(endpointId);
  }

  private note(endpointId: EndpointId): void {
    const nowMs = this.options.nowMs();
    const notedAtMs = this.notedAtMs.get(endpointId);
    if (notedAtMs !== undefined && nowMs - notedAtMs < demandIntervalMs) return;
    this.notedAtMs.set(endpointId, nowMs);
    this.tell(this.options.recordRequest, endpointId);
  }

  private tell(write: EndpointDemandOptions['wake'], endpointId: EndpointId): void {
    write(endpointId, new Date(this.options.nowMs())).catch((err: unknown) =>
      this.options.logger.warn({ err, endpointId }, 'The demand for an endpoint could not be told.'),
    );
  }
}
