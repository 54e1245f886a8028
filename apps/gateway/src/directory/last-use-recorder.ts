import type { ApiKeyId } from '@slipstream/domain';
import type { Logger } from '@slipstream/observability';

/** A minute is as precise as "last used" needs to be, and keeps a busy key at one write a minute. */
const intervalMs = 60_000;
const keyCountMax = 10_000;

/** Notes when keys are used, beside the request and never in its way. */
export class LastUseRecorder {
  private readonly recordedAtMs = new Map<ApiKeyId, number>();

  constructor(
    private readonly recordUse: (id: ApiKeyId, at: Date) => Promise<void>,
    private readonly logger: Logger,
  ) {}

  note(id: ApiKeyId, nowMs: number): void {
    const recordedAtMs = this.recordedAtMs.get(id);
    if (recordedAtMs !== undefined && nowMs - recordedAtMs < intervalMs) {
      return;
    }
    if (this.recordedAtMs.size >= keyCountMax) {
      this.recordedAtMs.clear();
    }
    this.recordedAtMs.set(id, nowMs);
    this.recordUse(id, new Date(nowMs)).catch((error: unknown) => {
      this.logger.warn({ err: error, keyId: id }, 'The last use of a key could not be recorded.');
    });
  }
}
