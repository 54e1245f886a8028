import type { RecentTraffic } from './recent-traffic.js';

/** Rows of an answer that are kept. */
const rowsMax = 384;
/** Shorter answers teach less than they cost. */
const rowsMin = 8;

/** Keeps what the speculator reads of one answer, and hands it to the traffic when the sequence ends, unless that was cleared. */
export class SequenceRecorder {
  private readonly hidden: Float32Array;
  private readonly nextTokens = new Int32Array(rowsMax);
  private promptLength = 0;
  private length = 0;
  private isRecording = false;
  private generation = 0;

  constructor(
    private readonly hiddenSize: number,
    private readonly traffic: RecentTraffic,
  ) {
    this.hidden = new Float32Array(rowsMax * hiddenSize);
  }

  /** Without it, the sequence is not kept. */
  begin(promptLength: number): void {
    this.isRecording = true;
    this.generation = this.traffic.generation;
    this.promptLength = promptLength;
    this.length = 0;
  }

  read(position: number, hidden: Float32Array, nextToken: number): void {
    // The answer begins after the prompt's last row.
    const isWanted = this.isRecording && position >= this.promptLength - 1 && this.length < rowsMax;
    if (!isWanted) return;
    this.hidden.set(hidden, this.length * this.hiddenSize);
    this.nextTokens[this.length++] = nextToken;
  }

  end(): void {
    const { length, isRecording, generation } = this;
    this.isRecording = false;
    const isWanted = isRecording && length >= rowsMin && generation === this.traffic.generation;
    if (!isWanted) return;
    this.traffic.add({
      hidden: this.hidden.slice(0, length * this.hiddenSize),
      nextTokens: this.nextTokens.slice(0, length),
      length,
    });
  }
}
