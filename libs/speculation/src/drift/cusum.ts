/** Observations that set the level before any alarm can come. */
const warmup = 8;
/** The level follows with this weight once it is set. */
const follow = 0.05;
/** Deviations beyond this count no more: a single strange request is no drift. */
const deviationMax = 3;
/** Of each deviation this much is taken for noise. */
const slack = 0.75;
/** Accumulated deviation that is an alarm: at least three far requests, or many that are somewhat off. */
const alarmLevel = 6;
/** The smallest spread that deviations are measured in, as a share of the level and absolute. */
const spreadMin = { share: 0.05, absolute: 1e-3 };

export type CusumDirection = 'up' | 'down' | 'both';

/**
 * A cumulative sum of standardized deviations from a level that it learns itself (CUSUM; Page 1954). It finds lasting
 * changes and lets single ones pass.
 */
export class Cusum {
  /** The level and the spread of what came before. */
  level = 0;
  private variance = 0;
  private count = 0;
  private above = 0;
  private below = 0;

  constructor(private readonly direction: CusumDirection) {}

  /** 0 as usual, 1 at an alarm. */
  get score(): number {
    const { direction, above, below } = this;
    const sum = direction === 'up' ? above : direction === 'down' ? below : Math.max(above, below);
    return sum / alarmLevel;
  }

  get isAlarm(): boolean {
    return this.score >= 1;
  }

  observe(value: number): void {
    if (this.count >= warmup) {
      const spread = Math.max(
        Math.sqrt(this.variance),
        spreadMin.share * Math.abs(this.level),
        spreadMin.absolute,
      );
      const deviation = Math.max(-deviationMax, Math.min(deviationMax, (value - this.level) / spread));
      this.above = Math.max(0, this.above + deviation - slack);
      this.below = Math.max(0, this.below - deviation - slack);
    }
    this.count++;
    const weight = Math.max(follow, 1 / this.count);
    const difference = value - this.level;
    this.level += weight * difference;
    this.variance = (1 - weight) * (this.variance + weight * difference * difference);
  }

  /** Forgets everything: the next observations set a new level. */
  reset(): void {
    this.level = 0;
    this.variance = 0;
    this.count = 0;
    this.above = 0;
    this.below = 0;
  }
}
