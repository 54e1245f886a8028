import { serverOverloaded } from '../api-error.js';

export interface QueueEntry {
  /** Requests to one endpoint share its capacity. */
  endpointId: string;
  /** Whose turn it is goes round by this. */
  keyId: string;
  /** Requests that may be under way at the endpoint. */
  capacity: number;
  signal: AbortSignal;
}

export interface FairQueueOptions {
  /** Requests that may wait for one endpoint. */
  waitingMax: number;
  waitMsMax: number;
  /** A monotonic clock in milliseconds. */
  nowMs: () => number;
}

interface Waiting {
  sinceMs: number;
  proceed: () => void;
}

/** One endpoint: what is under way, and who waits, by key. A key's turn comes after every other's that waits. */
class Line {
  active = 0;
  waitingCount = 0;
  capacity = 0;
  private readonly byKey = new Map<string, Waiting[]>();

  push(keyId: string, waiting: Waiting): void {
    this.byKey.set(keyId, [...(this.byKey.get(keyId) ?? []), waiting]);
    this.waitingCount++;
  }

  /** Each key's first has waited longest of its own. */
  get oldestSinceMs(): number | undefined {
    if (this.waitingCount === 0) return undefined;
    return Math.min(...[...this.byKey.values()].map(([first]) => first!.sinceMs));
  }

  remove(keyId: string, waiting: Waiting): void {
    const rest = (this.byKey.get(keyId) ?? []).filter((other) => other !== waiting);
    if (rest.length > 0) this.byKey.set(keyId, rest);
    else this.byKey.delete(keyId);
    this.waitingCount--;
  }

  /** The longest waiting request of the key whose turn it is; the key then goes to the end of the round. */
  shift(): Waiting | undefined {
    const [keyId, [next, ...rest]] = this.byKey.entries().next().value ?? ['', []];
    if (next === undefined) return undefined;
    this.byKey.delete(keyId);
    if (rest.length > 0) this.byKey.set(keyId, rest);
    this.waitingCount--;
    return next;
  }
}

/**
 * Holds requests beyond what an endpoint takes at once. Bounded in number and time; keys take turns, so one that floods
 * its endpoint waits for itself.
 */
export class FairQueue {
  private readonly lines = new Map<string, Line>();

  constructor(private readonly options: FairQueueOptions) {}

  /** Resolves when the request may go on, with what it calls at its end. Throws `overloaded` beyond the bounds. */
  async enter({ endpointId, keyId, capacity, signal }: QueueEntry): Promise<() => void> {
    const line = this.lines.get(endpointId) ?? new Line();
    this.lines.set(endpointId, line);
    line.capacity = capacity;
    this.admit(line);
    if (line.active < capacity) line.active++;
    else await this.wait(line, keyId, signal);
    return () => {
      line.active--;
      this.admit(line);
      if (line.active === 0 && line.waitingCount === 0) this.lines.delete(endpointId);
    };
  }

  /** Who waits for an endpoint's turn, and how long the first of them has. */
  waitsOf(endpointId: string): { waiting: number; oldestWaitMs: number } {
    const line = this.lines.get(endpointId);
    const sinceMs = line?.oldestSinceMs;
    const oldestWaitMs = sinceMs === undefined ? 0 : this.options.nowMs() - sinceMs;
    return { waiting: line?.waitingCount ?? 0, oldestWaitMs };
  }

  /** Whoever resolves the wait has counted the request in. */
  private async wait(line: Line, keyId: string, signal: AbortSignal): Promise<void> {
    if (line.waitingCount >= this.options.waitingMax) throw serverOverloaded();
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(this.options.waitMsMax)]);
    await new Promise<void>((resolve, reject) => {
      const giveUp = (): void => {
        line.remove(keyId, waiting);
        reject(signal.aborted ? (signal.reason as Error) : serverOverloaded());
      };
      const waiting: Waiting = {
        sinceMs: this.options.nowMs(),
        proceed: () => {
          bounded.removeEventListener('abort', giveUp);
          resolve();
        },
      };
      line.push(keyId, waiting);
      if (bounded.aborted) giveUp();
      else bounded.addEventListener('abort', giveUp, { once: true });
    });
  }

  private admit(line: Line): void {
    while (line.active < line.capacity) {
      const next = line.shift();
      if (next === undefined) return;
      line.active++;
      next.proceed();
    }
  }
}
