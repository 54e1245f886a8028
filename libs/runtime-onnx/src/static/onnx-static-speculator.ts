import type { Learning, StaticDraftOptions, StaticLane, StaticSpeculator } from '@slipstream/speculation';

import type { RecentTraffic } from '../adaptation/recent-traffic.js';
import { SequenceRecorder } from '../adaptation/sequence-recorder.js';
import { type InferenceSession, Tensor } from '../onnxruntime.js';
import type { EmbeddingTable } from './embedding-table.js';
import { OnnxStaticLane, type StaticLaneShape } from './static-lane.js';

export interface OnnxStaticOptions {
  readonly session: InferenceSession;
  /** Of that session, and of those that take its place. */
  readonly threads: number;
  readonly shape: StaticLaneShape;
  readonly embeddingTable: EmbeddingTable;
  /** Where finished sequences go; without it they are not kept. */
  readonly traffic?: RecentTraffic;
}

/** Lanes of closed sequences kept for the next ones: a recorder's memory is a megabyte. */
const idleLanesMax = 32;

/** A trained speculator in onnxruntime: one call drafts several tokens for all lanes. */
export class OnnxStaticSpeculator implements StaticSpeculator {
  readonly lookaheadMax: number;
  readonly threads: number;
  private readonly idleLanes: OnnxStaticLane[] = [];

  private session: InferenceSession;
  private running: Promise<unknown> = Promise.resolve();
  /** What a call reads: `[lanes, hiddenSize]` each, with room for the most lanes that any call had. */
  private hidden = new Float32Array(0);
  private embeddings = new Float32Array(0);

  constructor(private readonly options: OnnxStaticOptions) {
    this.lookaheadMax = options.shape.lookaheadMax;
    this.threads = options.threads;
    this.session = options.session;
  }

  open(promptLength: number, learning: Learning): StaticLane {
    const lane = this.idleLanes.pop() ?? this.makeLane();
    if (learning === 'on') lane.recorder?.begin(promptLength);
    return lane;
  }

  /** Goes on with another draft graph of the same shape, from the next call on. */
  async swap(session: InferenceSession): Promise<void> {
    const former = this.session;
    this.session = session;
    await this.running;
    await former.release();
  }

  /** Lanes of sequences that have ended still hold the last one's hidden states. */
  dropIdleLanes(): void {
    this.idleLanes.length = 0;
  }

  async draft(lanes: readonly StaticLane[], options: StaticDraftOptions): Promise<void> {
    const open = lanes as readonly OnnxStaticLane[];
    for (const lane of open) lane.length = 0;
    // Before its first position a lane has nothing to draft from.
    const ready = open.filter(({ nextToken }) => nextToken >= 0);
    if (ready.length === 0) return;
    const run = this.session.run(this.feeds(ready, options));
    this.running = run.catch(() => undefined);
    this.takeDrafts(ready, await run);
  }

  async close(): Promise<void> {
    await this.running;
    await this.session.release();
  }

  private feeds(
    lanes: readonly OnnxStaticLane[],
    { lookahead, survivalMin }: StaticDraftOptions,
  ): Record<string, Tensor> {
    const { shape, embeddingTable } = this.options;
    const { hiddenSize } = shape;
    const size = lanes.length * hiddenSize;
    if (this.hidden.length < size) {
      this.hidden = new Float32Array(size);
      this.embeddings = new Float32Array(size);
    }
    lanes.forEach((lane, index) => {
      this.hidden.set(lane.hidden, index * hiddenSize);
      embeddingTable.write(lane.nextToken, this.embeddings, index * hiddenSize);
    });
    const dims = [lanes.length, 1, hiddenSize];
    return {
      hidden: new Tensor('float32', this.hidden.subarray(0, size), dims),
      embeddings: new Tensor('float32', this.embeddings.subarray(0, size), dims),
      lookahead: new Tensor('int64', BigInt64Array.of(BigInt(Math.min(lookahead, this.lookaheadMax))), []),
      survival_min: new Tensor('float32', Float32Array.of(survivalMin), []),
    };
  }

  /** `draft_tokens`, `draft_probs`: [drafted, lanes]. */
  private takeDrafts(lanes: readonly OnnxStaticLane[], outputs: InferenceSession.OnnxValueMapType): void {
    const tokens = outputs['draft_tokens']!;
    const words = tokens.data as BigInt64Array;
    const tokenWords = new Int32Array(words.buffer, words.byteOffset, words.length * 2);
    const probabilities = outputs['draft_probs']!.data as Float32Array;
    const drafted = (tokens as Tensor).dims[0]!;
    lanes.forEach((lane, index) => {
      for (let position = 0; position < drafted; position++) {
        const place = position * lanes.length + index;
        lane.tokens[position] = tokenWords[place * 2]!;
        lane.probabilities[position] = probabilities[place]!;
      }
      lane.length = drafted;
    });
  }

  private makeLane(): OnnxStaticLane {
    const { shape, traffic } = this.options;
    const recorder = traffic === undefined ? undefined : new SequenceRecorder(shape.hiddenSize, traffic);
    return new OnnxStaticLane(shape, recorder, (lane) => this.release(lane));
  }

  private release(lane: OnnxStaticLane): void {
    if (this.idleLanes.length >= idleLanesMax) return;
    lane.clear();
    this.idleLanes.push(lane);
  }
}
