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

type Feeds = Record<string, Tensor>;

/** Rows of one call and lane; what a long prompt leaves waiting beyond them is read by calls of its own. */
const rowsMax = 32;
/** Rings of closed sequences kept for the next ones. */
const idleLanesMax = 32;

/** A trained speculator in onnxruntime: one call drafts several tokens for all lanes. */
export class OnnxStaticSpeculator implements StaticSpeculator {
  readonly lookaheadMax: number;
  readonly threads: number;
  private readonly idleLanes: OnnxStaticLane[] = [];

  private session: InferenceSession;
  private running: Promise<unknown> = Promise.resolve();

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

  /**
   * Goes on with another draft graph of the same shape, from the next call on. Keys of running sequences stay: they are
   * those of the former weights, and leave with the window.
   */
  async swap(session: InferenceSession): Promise<void> {
    const former = this.session;
    this.session = session;
    await this.running;
    await former.release();
  }

  async draft(lanes: readonly StaticLane[], options: StaticDraftOptions): Promise<void> {
    const open = lanes as readonly OnnxStaticLane[];
    for (const lane of open) {
      lane.length = 0;
      while (lane.waitingCount > rowsMax) await this.run([lane], rowsMax, { lookahead: 0, survivalMin: 1 });
    }
    // A lane without a new position has nothing to draft from.
    const ready = open.filter(({ waitingCount }) => waitingCount > 0);
    if (ready.length > 0) await this.run(ready, rowsMax, options);
  }

  async close(): Promise<void> {
    await this.running;
    await this.session.release();
  }

  private async run(
    lanes: readonly OnnxStaticLane[],
    rowLimit: number,
    { lookahead, survivalMin }: StaticDraftOptions,
  ): Promise<void> {
    const counts = lanes.map(({ waitingCount }) => Math.min(rowLimit, waitingCount));
    const rows = Math.max(...counts);
    const run = this.session.run({
      ...this.rowFeeds(lanes, counts, rows),
      ...this.windowFeeds(lanes),
      lookahead: new Tensor('int64', BigInt64Array.of(BigInt(Math.min(lookahead, this.lookaheadMax))), []),
      survival_min: new Tensor('float32', Float32Array.of(survivalMin), []),
    });
    this.running = run.catch(() => undefined);
    const outputs = await run;
    lanes.forEach((lane, index) => {
      const { kvHeadCount, headSize } = this.options.shape;
      const size = kvHeadCount * rows * headSize;
      const part = (name: string): Float32Array =>
        (outputs[name]!.data as Float32Array).subarray(index * size, (index + 1) * size);
      lane.keep(part('new_k'), part('new_v'), rows, counts[index]!);
    });
    this.takeDrafts(lanes, outputs);
  }

  /** The newest rows of each lane, right-padded to the longest. */
  private rowFeeds(lanes: readonly OnnxStaticLane[], counts: readonly number[], rows: number): Feeds {
    const { hiddenSize } = this.options.shape;
    const hidden = new Float32Array(lanes.length * rows * hiddenSize);
    const embeddings = new Float32Array(lanes.length * rows * hiddenSize);
    const positions = new BigInt64Array(lanes.length * rows);
    const positionWords = new Int32Array(positions.buffer);
    lanes.forEach((lane, index) => {
      const count = counts[index]!;
      hidden.set(lane.hidden.subarray(0, count * hiddenSize), index * rows * hiddenSize);
      embeddings.set(lane.embeddings.subarray(0, count * hiddenSize), index * rows * hiddenSize);
      for (let row = 0; row < count; row++) positionWords[(index * rows + row) * 2] = lane.positions[row]!;
    });
    return {
      hidden: new Tensor('float32', hidden, [lanes.length, rows, hiddenSize]),
      embeddings: new Tensor('float32', embeddings, [lanes.length, rows, hiddenSize]),
      positions: new Tensor('int64', positions, [lanes.length, rows]),
      row_count: new Tensor('int64', BigInt64Array.from(counts, BigInt), [lanes.length]),
    };
  }

  private windowFeeds(lanes: readonly OnnxStaticLane[]): Feeds {
    const { kvHeadCount, headSize, window } = this.options.shape;
    const dims = [lanes.length, kvHeadCount, window, headSize];
    return {
      past_k: new Tensor('float32', joined(lanes.map(({ keys }) => keys)), dims),
      past_v: new Tensor('float32', joined(lanes.map(({ values }) => values)), dims),
      past_mask: new Tensor('float32', joined(lanes.map(({ mask }) => mask)), [lanes.length, window]),
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
    const { shape, embeddingTable, traffic } = this.options;
    const recorder = traffic === undefined ? undefined : new SequenceRecorder(shape.hiddenSize, traffic);
    return new OnnxStaticLane({ shape, embeddingTable, recorder, onClose: (lane) => this.release(lane) });
  }

  private release(lane: OnnxStaticLane): void {
    if (this.idleLanes.length >= idleLanesMax) return;
    lane.clear();
    this.idleLanes.push(lane);
  }
}

/** One lane goes in as it lies; several are copied side by side. */
function joined(parts: readonly Float32Array[]): Float32Array {
  if (parts.length === 1) return parts[0]!;
  const whole = new Float32Array(parts.length * parts[0]!.length);
  parts.forEach((part, index) => whole.set(part, index * part.length));
  return whole;
}
