/** The answer of one finished sequence, as the speculator read it. */
export interface TrafficSequence {
  /** The target's hidden states, `[length, hiddenSize]`, of positions that follow each other. */
  readonly hidden: Float32Array;
  /** The token after each position. */
  readonly nextTokens: Int32Array;
  readonly length: number;
}

/** Rows an endpoint keeps by default: 38 MB of hidden states of SmolLM2-135M. */
export const trafficRowsMax = 16_384;

/** The newest sequences of an endpoint, up to a number of rows. */
export class RecentTraffic {
  /** Called when a sequence was added. */
  onAdded: () => void = () => undefined;
  private readonly kept: TrafficSequence[] = [];
  private rows = 0;
  private seenRows = 0;
  private clearings = 0;

  constructor(private readonly rowsMax: number) {}

  /** Of all sequences that ever came. */
  get rowsSeen(): number {
    return this.seenRows;
  }

  /** Oldest first. */
  get sequences(): readonly TrafficSequence[] {
    return this.kept;
  }

  /** Changes when it is cleared: what was begun to be recorded before that is to be dropped. */
  get generation(): number {
    return this.clearings;
  }

  clear(): void {
    this.kept.length = 0;
    this.rows = 0;
    this.clearings++;
  }

  add(sequence: TrafficSequence): void {
    this.kept.push(sequence);
    this.rows += sequence.length;
    this.seenRows += sequence.length;
    while (this.rows > this.rowsMax && this.kept.length > 1) this.rows -= this.kept.shift()!.length;
    this.onAdded();
  }
}
