import type { RecentTraffic } from './recent-traffic.js';

/** Rows of an answer that are kept, and of the prompt before it. */
const answerRowsMax = 384;
const promptRowsMax = 128;
/** Shorter answers teach less than they cost. */
const answerRowsMin = 8;

/** Keeps what the speculator reads of one sequence, and hands it to the traffic when the sequence ends. */
export class SequenceRecorder {
  private readonly hidden: Float32Array;
  private readonly nextTokens = new Int32Array(promptRowsMax + answerRowsMax);
  private promptLength = 0;
  private length = 0;
  private promptRows = 0;
  private nextPosition = 0;
  private isRecording = false;

  constructor(
    private readonly hiddenSize: number,
    private readonly traffic: RecentTraffic,
  ) {
    this.hidden = new Float32Array(this.nextTokens.length * hiddenSize);
  }

  /** Without it, the sequence is not kept. */
  begin(promptLength: number): void {
    this.isRecording = true;
    this.promptLength = promptLength;
    this.forget();
  }

  read(position: number, hidden: Float32Array, nextToken: number): void {
    if (!this.isRecording) return;
    // What was read before a gap is no context for what comes after it.
    if (position !== this.nextPosition) this.forget();
    this.nextPosition = position + 1;
    const isPrompt = position < this.promptLength - 1;
    if (isPrompt && this.length === promptRowsMax) this.dropOldestHalf();
    if (this.length === this.nextTokens.length) return;
    this.hidden.set(hidden, this.length * this.hiddenSize);
    this.nextTokens[this.length++] = nextToken;
    if (isPrompt) this.promptRows = this.length;
  }

  end(): void {
    const { length, promptRows, isRecording } = this;
    this.isRecording = false;
    if (!isRecording || length - promptRows < answerRowsMin) return;
    this.traffic.add({
      hidden: this.hidden.slice(0, length * this.hiddenSize),
      nextTokens: this.nextTokens.slice(0, length),
      length,
      answerRow: promptRows,
    });
  }

  private forget(): void {
    this.length = 0;
    this.promptRows = 0;
  }

  private dropOldestHalf(): void {
    const dropped = promptRowsMax / 2;
    this.hidden.copyWithin(0, dropped * this.hiddenSize);
    this.nextTokens.copyWithin(0, dropped);
    this.length -= dropped;
  }
}
