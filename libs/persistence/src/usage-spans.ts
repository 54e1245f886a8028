export interface UsageSpan {
  readonly from: Date;
  /** Exclusive. */
  readonly to: Date;
}

/** A time cut at midnights: its whole days, and the hours before and after them. Any of the three may be empty. */
export interface UsageSpans {
  readonly head: UsageSpan;
  readonly days: UsageSpan;
  readonly tail: UsageSpan;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** From the hour that `from` falls into. Days are those of UTC. */
export function spansOf({ from, to }: UsageSpan): UsageSpans {
  const startMs = Math.floor(from.getTime() / hourMs) * hourMs;
  const endMs = to.getTime();
  const firstDayMs = Math.ceil(startMs / dayMs) * dayMs;
  const lastDayMs = Math.floor(endMs / dayMs) * dayMs;
  return {
    head: spanOf(startMs, Math.min(firstDayMs, endMs)),
    days: spanOf(firstDayMs, lastDayMs),
    tail: spanOf(Math.max(firstDayMs, lastDayMs), endMs),
  };
}

function spanOf(fromMs: number, toMs: number): UsageSpan {
  return { from: new Date(fromMs), to: new Date(Math.max(fromMs, toMs)) };
}
