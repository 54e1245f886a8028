import type { KvRows, LaneRows, ScoreFetch, Scores, TargetModel } from '@slipstream/decode';

import { type KvShape, LaneStorage } from './lane-storage.js';
import { type InferenceSession, Tensor } from './onnxruntime.js';
import { type Feeds, stepInputs, type StepShape } from './step-inputs.js';

export interface TargetShape extends KvShape {
  readonly vocabularySize: number;
  readonly headCount: number;
  readonly rowsMin: number;
}

export interface OnnxTargetOptions {
  readonly session: InferenceSession;
  readonly shape: TargetShape;
  readonly lanesMax: number;
  readonly exactnessClass: string;
}

/** The target graph in onnxruntime. The cache goes in without a copy; only new rows and asked-for scores come out. */
export class OnnxTargetModel implements TargetModel {
  readonly vocabularySize: number;
  readonly contextLength: number;
  readonly blockSize: number;
  readonly lanesMax: number;
  readonly stagingLane: number;
  readonly exactnessClass: string;

  private readonly session: InferenceSession;
  private readonly shape: TargetShape;
  private readonly stepShape: StepShape;
  private readonly decoding: LaneStorage;
  private readonly staging: LaneStorage;
  private readonly kvFeeds = new Map<string, { caches: Float32Array[]; feeds: Feeds }>();
  private newKv: Float32Array = new Float32Array(0);
  private readonly scoredRows: { first: number; count: number }[];

  constructor(options: OnnxTargetOptions) {
    this.session = options.session;
    this.shape = options.shape;
    const { headCount, kvHeadCount, blockSize, rowsMin } = options.shape;
    this.stepShape = { groupSize: headCount / kvHeadCount, blockSize, rowsMin };
    this.vocabularySize = options.shape.vocabularySize;
    this.contextLength = options.shape.contextLength;
    this.blockSize = options.shape.blockSize;
    this.lanesMax = options.lanesMax;
    this.stagingLane = options.lanesMax;
    this.exactnessClass = options.exactnessClass;
    this.decoding = new LaneStorage(options.lanesMax, options.shape);
    this.staging = new LaneStorage(1, options.shape);
    this.scoredRows = Array.from({ length: options.lanesMax + 1 }, () => ({ first: 0, count: 0 }));
  }

  async score(batch: readonly LaneRows[], fetch: ScoreFetch): Promise<Scores> {
    const { storage, firstLane } = this.storageOf(batch[0]!.lane);
    const { feeds, firstRows } = stepInputs(batch, firstLane, storage, this.stepShape);
    const hasScores = batch.some((lane) => lane.logitRows !== 'none');
    const fetches = ['new_kv'];
    if (hasScores) fetches.push(fetch.startsWith('logits') ? 'logits' : 'greedy');
    if (fetch.endsWith('hidden')) fetches.push('hidden');
    const inputs = { ...feeds, ...this.storageFeeds(storage, firstLane, batch.length) };
    const outputs = await this.session.run(inputs, fetches);

    this.newKv = outputs['new_kv']!.data as Float32Array;
    batch.forEach(({ lane, count }, index) => (this.scoredRows[lane] = { first: firstRows[index]!, count }));
    return new OnnxScores(outputs, this.vocabularySize);
  }

  commit(lane: number, count: number): void {
    const scored = this.scoredRows[lane]!;
    if (count > scored.count)
      throw new RangeError(`lane ${lane} has ${scored.count} scored rows, not ${count}`);
    const { storage, firstLane } = this.storageOf(lane);
    storage.appendNewRows(lane - firstLane, this.newKv, scored.first, count);
    this.scoredRows[lane] = { first: 0, count: 0 };
  }

  laneLength(lane: number): number {
    const { storage, firstLane } = this.storageOf(lane);
    return storage.length(lane - firstLane);
  }

  truncateTo(lane: number, length: number): void {
    const { storage, firstLane } = this.storageOf(lane);
    storage.truncateTo(lane - firstLane, length);
  }

  moveLane(from: number, to: number): void {
    const source = this.storageOf(from);
    const destination = this.storageOf(to);
    destination.storage.copyLane(to - destination.firstLane, source.storage, from - source.firstLane);
    source.storage.truncateTo(from - source.firstLane, 0);
  }

  readRows(lane: number, firstPosition: number, count: number): KvRows {
    const { storage, firstLane } = this.storageOf(lane);
    return storage.readRows(lane - firstLane, firstPosition, count);
  }

  appendRows(lane: number, rows: KvRows, count: number): void {
    const { storage, firstLane } = this.storageOf(lane);
    storage.appendRows(lane - firstLane, rows, count);
  }

  reserve(positions: number): void {
    this.decoding.reserve(positions);
    this.staging.reserve(positions);
  }

  async close(): Promise<void> {
    this.kvFeeds.clear();
    await this.session.release();
  }

  private storageOf(lane: number): { storage: LaneStorage; firstLane: number } {
    if (lane === this.stagingLane) return { storage: this.staging, firstLane: this.stagingLane };
    return { storage: this.decoding, firstLane: 0 };
  }

  /** Tensors over the storage itself, made once for each number of lanes and again when the storage grows. */
  private storageFeeds(storage: LaneStorage, firstLane: number, lanes: number): Feeds {
    const key = `${firstLane}:${lanes}`;
    const known = this.kvFeeds.get(key);
    if (known !== undefined && known.caches === storage.caches) return known.feeds;
    const feeds: Feeds = {};
    const { kvHeadCount, headSize, blockSize } = this.shape;
    storage.caches.forEach((cache, array) => {
      const name = `${Math.floor(array / 2)}.${array % 2 === 0 ? 'k' : 'v'}`;
      const cacheDims = [lanes, kvHeadCount, storage.capacity, headSize];
      const windowDims = [lanes, kvHeadCount, blockSize, headSize];
      feeds[`past.${name}`] = new Tensor('float32', cache.subarray(0, sizeOf(cacheDims)), cacheDims);
      feeds[`window.${name}`] = new Tensor(
        'float32',
        storage.windows[array]!.subarray(0, sizeOf(windowDims)),
        windowDims,
      );
    });
    this.kvFeeds.set(key, { caches: storage.caches, feeds });
    return feeds;
  }
}

class OnnxScores implements Scores {
  private readonly greedyWords: Int32Array | undefined;
  private readonly allLogits: Float32Array | undefined;
  private readonly allHidden: Tensor | undefined;

  constructor(
    { greedy, logits, hidden }: { readonly [name: string]: Tensor | undefined },
    private readonly vocabularySize: number,
  ) {
    this.allHidden = hidden;
    if (greedy !== undefined) {
      const values = greedy.data as BigInt64Array;
      this.greedyWords = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
    }
    this.allLogits = logits?.data as Float32Array | undefined;
  }

  greedyToken(row: number): number {
    if (this.greedyWords !== undefined) return this.greedyWords[row * 2]!;
    const logits = this.logits(row);
    let best = 0;
    for (let token = 1; token < logits.length; token++) if (logits[token]! > logits[best]!) best = token;
    return best;
  }

  logits(row: number): Float32Array {
    if (this.allLogits === undefined) throw new Error('the step was scored without its logits');
    return this.allLogits.subarray(row * this.vocabularySize, (row + 1) * this.vocabularySize);
  }

  hidden(firstRow: number, count: number): Float32Array {
    if (this.allHidden === undefined) throw new Error('the step was scored without its hidden states');
    const size = this.allHidden.dims[1]!;
    return (this.allHidden.data as Float32Array).subarray(firstRow * size, (firstRow + count) * size);
  }
}

function sizeOf(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}
