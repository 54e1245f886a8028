import { Cusum } from './cusum.js';
import type { RequestRecord } from './request-record.js';
import { VocabularyShift } from './vocabulary-shift.js';

/** What is watched, from request to request. */
export const driftStatistics = [
  'tokensPerStep',
  'staticAcceptance',
  'adaptiveAcceptance',
  'vocabulary',
  'promptLength',
] as const;
export type DriftStatistic = (typeof driftStatistics)[number];

export interface DriftEvent {
  /** Requests that had ended when it was found, and when it was over; undefined while it lasts. */
  readonly start: number;
  readonly end: number | undefined;
  /** The statistic that raised the alarm; of several the one that moved most. */
  readonly cause: DriftStatistic;
  /** How far each statistic had moved then: 0 as usual, 1 at an alarm. */
  readonly scores: Readonly<Record<DriftStatistic, number>>;
  /** Tokens a step: before, at the worst request, and on the new level (undefined while it lasts). */
  readonly before: number;
  readonly worst: number;
  readonly after: number | undefined;
}

/** Requests over which the new level is looked at. */
const levelRequests = 5;
/** Two such spans that differ by less than this are one level. */
const levelTolerance = 0.1;
/** A drift that never settles ends anyway: what is always new is usual. */
const requestsMax = 40;

/**
 * Finds lasting changes of an endpoint's traffic: a cumulative sum for each statistic, fed when a request ends. Prompts
 * alone raise no alarm, they explain one.
 */
export class DriftDetector {
  private readonly sums: Readonly<Record<DriftStatistic, Cusum>> = {
    tokensPerStep: new Cusum('down'),
    staticAcceptance: new Cusum('down'),
    adaptiveAcceptance: new Cusum('down'),
    vocabulary: new Cusum('up'),
    promptLength: new Cusum('both'),
  };
  private readonly vocabulary = new VocabularyShift();
  private readonly recent: number[] = [];
  private requests = 0;
  private running: DriftEvent | undefined;

  /** How near the next alarm is: 0 as usual, 1 at an alarm. */
  get score(): number {
    return Math.max(...alarming.map((statistic) => this.sums[statistic].score));
  }

  /** A request has ended. Returns the event that began or ended with it. */
  observe(
    record: RequestRecord,
    { tokens, promptLength, length }: { tokens: Int32Array; promptLength: number; length: number },
  ): DriftEvent | undefined {
    if (record.steps === 0) return undefined;
    this.requests++;
    const tokensPerStep = (length - promptLength) / record.steps;
    const before = this.sums.tokensPerStep.level;
    this.sums.tokensPerStep.observe(Math.log(tokensPerStep));
    this.observeArm('staticAcceptance', record.static.surprise);
    this.observeArm('adaptiveAcceptance', record.adaptive.surprise);
    this.sums.vocabulary.observe(this.vocabulary.observe(tokens, promptLength, length));
    this.sums.promptLength.observe(Math.log(1 + promptLength));
    this.recent.push(tokensPerStep);
    if (this.recent.length > 2 * levelRequests) this.recent.shift();
    return this.running === undefined
      ? this.begin(Math.exp(before))
      : this.follow(this.running, tokensPerStep);
  }

  private observeArm(statistic: DriftStatistic, surprise: number | undefined): void {
    if (surprise !== undefined) this.sums[statistic].observe(surprise);
  }

  private begin(before: number): DriftEvent | undefined {
    const alarms = alarming.filter((statistic) => this.sums[statistic].isAlarm);
    if (alarms.length === 0) return undefined;
    const cause = alarms.reduce((most, other) =>
      this.sums[other].score > this.sums[most].score ? other : most,
    );
    const scores = Object.fromEntries(
      driftStatistics.map((statistic) => [statistic, this.sums[statistic].score]),
    ) as Record<DriftStatistic, number>;
    const worst = Math.min(...this.recent.slice(-levelRequests));
    this.running = { start: this.requests, end: undefined, cause, scores, before, worst, after: undefined };
    this.recent.length = 0;
    return this.running;
  }

  /** The drift is over once tokens a step stay on one level; from there everything is learned anew. */
  private follow(event: DriftEvent, tokensPerStep: number): DriftEvent | undefined {
    const seen = { ...event, worst: Math.min(event.worst, tokensPerStep) };
    this.running = seen;
    const earlier = mean(this.recent.slice(0, levelRequests));
    const later = mean(this.recent.slice(levelRequests));
    const isLevel =
      this.recent.length === 2 * levelRequests && Math.abs(later - earlier) < levelTolerance * earlier;
    if (!isLevel && this.requests - event.start < requestsMax) return undefined;
    this.running = undefined;
    for (const sum of Object.values(this.sums)) sum.reset();
    return { ...seen, end: this.requests, after: later };
  }
}

const alarming = ['staticAcceptance', 'adaptiveAcceptance', 'tokensPerStep', 'vocabulary'] as const;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
