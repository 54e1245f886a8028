import type { EndpointId } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';
import type { GatewayDemand } from '@slipstream/persistence';

/** How many replicas an endpoint needs is judged every second. */
export const demandReportIntervalMs = 1_000;

export interface DemandReporterOptions {
  readonly counts: () => ReadonlyMap<EndpointId, number>;
  readonly waitsOf: (endpointId: string) => { waiting: number; oldestWaitMs: number };
  readonly report: (demands: readonly GatewayDemand[], at: Date) => Promise<void>;
  readonly nowMs: () => number;
  readonly logger: Logger;
}

/**
 * Tells the platform how much of each endpoint's work is here, waiting or under way. One statement a second while there
 * is any, and one more that says that there is none left.
 */
export class DemandReporter {
  private reported: ReadonlySet<EndpointId> = new Set();
  private reporting: Promise<void> | undefined;

  constructor(private readonly options: DemandReporterOptions) {}

  /** To be called every `demandReportIntervalMs`; one report at a time. */
  report(): Promise<void> {
    this.reporting ??= this.send()
      .catch((err: unknown) => this.options.logger.warn({ err }, 'The demand could not be reported.'))
      .finally(() => (this.reporting = undefined));
    return this.reporting;
  }

  private async send(): Promise<void> {
    const { counts, waitsOf, report, nowMs } = this.options;
    const now = new Map(counts());
    const ids = new Set([...this.reported, ...now.keys()]);
    if (ids.size === 0) return;
    const demands = [...ids].map((endpointId) => {
      const { waiting, oldestWaitMs } = waitsOf(String(endpointId));
      return {
        endpointId,
        inFlight: now.get(endpointId) ?? 0,
        waiting,
        oldestWaitMs: Math.round(oldestWaitMs),
      };
    });
    await report(demands, new Date(nowMs()));
    this.reported = new Set(now.keys());
  }
}
