import type { Logger } from '@slipstream/observability';

/** What is remembered of when things were noted, before all of it is forgotten. */
const rememberedMax = 10_000;

export interface LastUseOptions<Id> {
  readonly recordUse: (id: Id, at: Date) => Promise<void>;
  /** As precise as "last used" needs to be: something busy is written once in that time. */
  readonly intervalMs: number;
  readonly logger: Logger;
}

/** Notes when something is used, beside the request and never in its way. */
export class LastUseRecorder<Id extends string> {
  private readonly recordedAtMs = new Map<Id, number>();

  constructor(private readonly options: LastUseOptions<Id>) {}

  note(id: Id, nowMs: number): void {
    const { recordUse, intervalMs, logger } = this.options;
    const recordedAtMs = this.recordedAtMs.get(id);
    if (recordedAtMs !== undefined && nowMs - recordedAtMs < intervalMs) return;
    if (this.recordedAtMs.size >= rememberedMax) this.recordedAtMs.clear();
    this.recordedAtMs.set(id, nowMs);
    recordUse(id, new Date(nowMs)).catch((err: unknown) => {
      logger.warn({ err, id }, 'A last use could not be recorded.');
    });
  }
}
