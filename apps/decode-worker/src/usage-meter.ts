import {
  encodeUsageRecord,
  type UsageAccount,
  type UsageRecord,
  type UsageRecordOf,
} from '@slipstream/contract';

import type { UsageLog } from './usage-journal.js';

export interface MeteredIdentity {
  readonly requestId: string;
  readonly account: UsageAccount;
  readonly promptTokens: number;
}

/** How a request ended on this worker. */
export type UsageEnd = Omit<UsageRecordOf<'close'>, 'type' | 'number'>;

/**
 * Counts what the target commits, request by request, and writes it down before anyone is told. Figures are totals,
 * so writing one twice, or losing all but the last, changes nothing.
 */
export class UsageMeter {
  private readonly requests = new Set<MeteredRequest>();
  private readonly changed = new Set<MeteredRequest>();
  private nextNumber = 0;

  constructor(
    private readonly log: UsageLog,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Throws when it cannot be written down: what cannot be charged is not served. */
  begin(identity: MeteredIdentity, committedBefore: number): MeteredRequest {
    const note = (request: MeteredRequest): unknown => this.changed.add(request);
    const request = new MeteredRequest({ ...identity, number: this.nextNumber++ }, committedBefore, note);
    this.requests.add(request);
    this.changed.add(request);
    try {
      this.write();
    } catch (error) {
      this.requests.delete(request);
      this.changed.delete(request);
      throw error;
    }
    return request;
  }

  /** Writes down what was counted since the last call. If that fails it is written with the next. */
  flush(): void {
    if (this.changed.size === 0) return;
    try {
      this.write();
    } catch (error) {
      this.onError(error);
    }
  }

  private write(): void {
    if (!this.log.append(encode(this.changed))) {
      for (const request of this.requests) request.isNamed = false;
      this.log.begin(encode(this.requests));
    }
    for (const request of this.changed) {
      if (request.end !== undefined) this.requests.delete(request);
    }
    for (const request of this.requests) request.isNamed = true;
    this.changed.clear();
  }
}

/** One request on its way through this worker. */
export class MeteredRequest {
  /** Whether the present file says whose its number is. */
  isNamed = false;
  end: UsageEnd | undefined;

  constructor(
    private readonly identity: MeteredIdentity & { readonly number: number },
    private committed: number,
    private readonly onChange: (request: MeteredRequest) => void,
  ) {}

  /** The target committed a token. */
  commit(): void {
    this.committed++;
    this.onChange(this);
  }

  close(end: UsageEnd): void {
    this.end = end;
    this.onChange(this);
  }

  get opening(): UsageRecord[] {
    return this.isNamed ? [] : [{ type: 'open', ...this.identity }];
  }

  get progress(): [number, number] {
    return [this.identity.number, this.committed];
  }

  get closing(): UsageRecord[] {
    return this.end === undefined ? [] : [{ type: 'close', number: this.identity.number, ...this.end }];
  }
}

function encode(requests: ReadonlySet<MeteredRequest>): string {
  const all = [...requests];
  const committed = all.filter(({ end }) => end === undefined).map(({ progress }) => progress);
  const records: UsageRecord[] = [
    ...all.flatMap(({ opening }) => opening),
    ...(committed.length === 0 ? [] : [{ type: 'progress' as const, committed }]),
    ...all.flatMap(({ closing }) => closing),
  ];
  return records.map(encodeUsageRecord).join('');
}
