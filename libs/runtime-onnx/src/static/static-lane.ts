import type { StaticLane } from '@slipstream/speculation';

import type { SequenceRecorder } from '../adaptation/sequence-recorder.js';

export interface StaticLaneShape {
  readonly hiddenSize: number;
  readonly lookaheadMax: number;
}

/** One sequence of the static speculator: the newest position that the target has scored, and the latest draft. */
export class OnnxStaticLane implements StaticLane {
  readonly tokens: Int32Array;
  readonly probabilities: Float32Array;
  length = 0;
  /** The target's, of the newest position: `[hiddenSize]`. */
  readonly hidden: Float32Array;
  /** The token after it; −1 before the first position. */
  nextToken = -1;

  constructor(
    { hiddenSize, lookaheadMax }: StaticLaneShape,
    readonly recorder: SequenceRecorder | undefined,
    private readonly onClose: (lane: OnnxStaticLane) => void,
  ) {
    this.tokens = new Int32Array(lookaheadMax);
    this.probabilities = new Float32Array(lookaheadMax);
    this.hidden = new Float32Array(hiddenSize);
  }

  read(position: number, hidden: Float32Array, nextToken: number): void {
    this.hidden.set(hidden);
    this.nextToken = nextToken;
    this.recorder?.read(position, hidden, nextToken);
  }

  clear(): void {
    this.length = 0;
    this.nextToken = -1;
  }

  close(): void {
    this.recorder?.end();
    this.onClose(this);
  }
}
