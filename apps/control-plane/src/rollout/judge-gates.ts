import type { MeasuredSpeedup, WorkerReport } from '@slipstream/contract';
import type { RevisionGate } from '@slipstream/persistence';

/** With fewer requests the 95th percentile is the slowest of them, and that may be anything's fault. */
const requestsMin = 20;
/** A single failure may be anything's fault. */
const failuresMin = 2;
const failureShareMoreMax = 0.05;
/** Two replicas that share a machine and a handful of requests differ by a third without a cause. */
const latencyFactorMax = 1.5;
/** Below what people can notice, a factor means nothing. */
const latencyMoreMsMin = 3;
/** A replica that has just begun has learned little: fewer steps held back than this say nothing about what it will reach. */
const heldBackStepsMin = 30;
/** How much of the old replicas' speed-up must be left, both intervals seen in the new one's favour. */
const speedupShareMin = 0.9;

/**
 * Compares a new replica with the old ones, on the requests of the same time. What cannot be judged for want of requests
 * passes, and says so: an endpoint that nobody uses must be able to change, too.
 */
export function judgeGates(next: WorkerReport, old: readonly WorkerReport[]): RevisionGate[] {
  return [judgeErrors(next, old), judgeLatency(next, old), judgeSpeedup(next, old)];
}

/** Whether longer waiting would tell nothing more: it has had requests enough, or gets none. */
export function hasSeenEnough({ endedRequests }: WorkerReport): boolean {
  return endedRequests === 0 || endedRequests >= requestsMin;
}

function judgeErrors(next: WorkerReport, old: readonly WorkerReport[]): RevisionGate {
  const name = 'errors';
  const oldEnded = sumOf(old, ({ endedRequests }) => endedRequests);
  const oldShare = oldEnded === 0 ? 0 : sumOf(old, ({ failedRequests }) => failedRequests) / oldEnded;
  const share = next.endedRequests === 0 ? 0 : next.failedRequests / next.endedRequests;
  const isPassed = next.failedRequests < failuresMin || share <= oldShare + failureShareMoreMax;
  const figures = `${next.failedRequests} of ${next.endedRequests} requests failed, of the old ones' ${percent(oldShare)}`;
  return { name, isPassed, message: `${figures}.` };
}

function judgeLatency(next: WorkerReport, old: readonly WorkerReport[]): RevisionGate {
  const name = 'latency';
  const judged = old.filter(({ endedRequests }) => endedRequests >= requestsMin);
  const oldMs = greatest(judged.flatMap(({ msPerTokenP95 }) => msPerTokenP95 ?? []));
  const { msPerTokenP95: ms, endedRequests } = next;
  if (ms === null || oldMs === undefined || endedRequests < requestsMin) return unjudged(name, 'requests');
  const isPassed = ms <= oldMs * latencyFactorMax || ms - oldMs < latencyMoreMsMin;
  return { name, isPassed, message: `p95 of ${round(ms)} ms a token, with the old ones ${round(oldMs)} ms.` };
}

function judgeSpeedup(next: WorkerReport, old: readonly WorkerReport[]): RevisionGate {
  const name = 'speedup';
  const measured = old.flatMap(({ speedup }) => (isMeasured(speedup) ? speedup : []));
  const { speedup } = next;
  if (!isMeasured(speedup) || measured.length === 0) return unjudged(name, 'steps held back');
  const oldLow = Math.min(...measured.map(({ low }) => low));
  const isPassed = speedup.high >= oldLow * speedupShareMin;
  const interval = `${round(speedup.low)}–${round(speedup.high)}`;
  const oldMean = round(sumOf(measured, ({ mean }) => mean) / measured.length);
  return {
    name,
    isPassed,
    message: `Speed-up ${round(speedup.mean)} (${interval}), with the old ones ${oldMean}.`,
  };
}

function unjudged(name: string, what: string): RevisionGate {
  return { name, isPassed: true, message: `Too few ${what} to compare.` };
}

function isMeasured(speedup: MeasuredSpeedup | null): speedup is MeasuredSpeedup {
  return speedup !== null && speedup.heldBackSteps >= heldBackStepsMin;
}

function sumOf<Item>(items: readonly Item[], valueOf: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + valueOf(item), 0);
}

function greatest(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.max(...values);
}

const round = (value: number): number => Math.round(value * 100) / 100;
const percent = (share: number): string => `${round(share * 100)} %`;
