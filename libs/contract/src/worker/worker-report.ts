import { z } from 'zod';

const count = z.number().int().nonnegative();
const quantity = z.number().nonnegative();

/** How much faster tokens come than without speculation, with its 95 % confidence interval. */
export const measuredSpeedupSchema = z.object({
  mean: z.number(),
  low: z.number(),
  high: z.number(),
  /** Steps decoded plainly that it rests on. */
  heldBackSteps: quantity,
});

/** The answer of `GET /internal/report`: what one worker does at the moment, and how it did lately. */
export const workerReportSchema = z.object({
  /** Sequences that it decodes together. */
  lanes: count,
  activeSequences: count,
  waitingSequences: count,
  /** How long the longest-waiting sequence has waited for a lane; 0 when none waits. */
  oldestWaitMs: quantity,
  /** Of the last ten seconds. */
  tokensPerSecond: quantity,
  /** Requests of the last minute that ended, those whose client left not among them, and those of them that failed. */
  endedRequests: count,
  failedRequests: count,
  /** 95th percentile of their time from one token to the next, but of the first few of the process; null for want of any. */
  msPerTokenP95: quantity.nullable(),
  /** Likewise of their time to the first token. */
  firstTokenMsP95: quantity.nullable(),
  /** Null until enough steps were held back. */
  speedup: measuredSpeedupSchema.nullable(),
});

export type MeasuredSpeedup = z.output<typeof measuredSpeedupSchema>;
export type WorkerReport = z.output<typeof workerReportSchema>;
