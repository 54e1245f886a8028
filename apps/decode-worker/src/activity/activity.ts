import { BoundedWindow } from './bounded-window.js';
import { TokenRate } from './token-rate.js';

/** How a request went here. Aborted ones are none: a client that leaves says nothing about the worker. */
interface EndedRequest {
  readonly hasFailed: boolean;
  readonly firstTokenMs: number | undefined;
  readonly msPerToken: number | undefined;
}

export interface ActivitySummary {
  readonly tokensPerSecond: number;
  readonly endedRequests: number;
  readonly failedRequests: number;
  readonly msPerTokenP95: number | null;
  readonly firstTokenMsP95: number | null;
}

const windowMs = 60_000;
/** At 30 requests a second the window is half a minute long, which is as good. */
const endedMax = 1_024;
/** The first answers of a process pay for what is made ready once; their times say nothing about those to come. */
const warmUpRequests = 8;

/** What became of a worker's requests lately, and how fast its tokens come. */
export class Activity {
  private readonly tokens: TokenRate;
  private readonly ended: BoundedWindow<EndedRequest>;
  private warmUpsLeft = warmUpRequests;

  /** `now` is a monotonic clock in milliseconds. */
  constructor(private readonly now: () => number) {
    this.tokens = new TokenRate(now);
    this.ended = new BoundedWindow({ windowMs, sizeMax: endedMax, now });
  }

  begin(): ObservedRequest {
    return new ObservedRequest({
      now: this.now,
      onToken: () => this.tokens.add(),
      onEnd: (request) => this.note(request),
    });
  }

  get summary(): ActivitySummary {
    const ended = this.ended.values();
    return {
      tokensPerSecond: this.tokens.perSecond,
      endedRequests: ended.length,
      failedRequests: ended.filter(({ hasFailed }) => hasFailed).length,
      msPerTokenP95: percentile95(ended.flatMap(({ msPerToken }) => msPerToken ?? [])),
      firstTokenMsP95: percentile95(ended.flatMap(({ firstTokenMs }) => firstTokenMs ?? [])),
    };
  }

  private note(request: EndedRequest): void {
    const isWarm = this.warmUpsLeft === 0;
    if (!isWarm) this.warmUpsLeft--;
    this.ended.push(isWarm ? request : { ...request, firstTokenMs: undefined, msPerToken: undefined });
  }
}

interface RequestObserver {
  readonly now: () => number;
  readonly onToken: () => void;
  readonly onEnd: (request: EndedRequest) => void;
}

/** One request on its way through the worker. */
export class ObservedRequest {
  private readonly begunMs: number;
  private firstMs: number | undefined;
  private lastMs = 0;
  private tokens = 0;

  constructor(private readonly observer: RequestObserver) {
    this.begunMs = observer.now();
  }

  /** A token was committed, of whichever choice. */
  commit(): void {
    this.lastMs = this.observer.now();
    this.firstMs ??= this.lastMs;
    this.tokens++;
    this.observer.onToken();
  }

  end(outcome: 'completed' | 'aborted' | 'failed'): void {
    if (outcome === 'aborted') return;
    const { firstMs } = this;
    this.observer.onEnd({
      hasFailed: outcome === 'failed',
      firstTokenMs: firstMs === undefined ? undefined : firstMs - this.begunMs,
      msPerToken:
        firstMs === undefined || this.tokens < 2 ? undefined : (this.lastMs - firstMs) / (this.tokens - 1),
    });
  }
}

/** By the nearest rank. */
function percentile95(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.ceil(0.95 * sorted.length) - 1] ?? null;
}
