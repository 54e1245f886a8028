import type { KvRows } from '@slipstream/decode';

export interface KvShape {
  readonly layerCount: number;
  readonly kvHeadCount: number;
  readonly headSize: number;
  readonly blockSize: number;
  /** Positions of the longest sequence. */
  readonly contextLength: number;
}

/**
 * Positions a lane has room for from the start. The system gives memory to pages when they are first written, so room
 * costs nothing, and longer sequences are rare.
 */
const roomPositions = 4096;
/** How much larger a buffer is made than the one that no longer sufficed. */
const bufferGrowth = 2;

/**
 * Keys and values of a group of lanes that are scored together, as the target graph reads them: per layer, keys
 * then values, a cache `[lanes, kvHeads, capacity, headSize]` of closed blocks and a window
 * `[lanes, kvHeads, blockSize, headSize]` of the open one. A position lies in the window until its block closes.
 */
export class LaneStorage {
  capacity: number;
  /** 2 × layers arrays: layer 0 keys, layer 0 values, layer 1 keys, … Another list whenever the layout changes. */
  caches: Float32Array[];
  readonly windows: Float32Array[];
  /** What the caches are views of; larger than they are, so that they can grow in place. */
  private buffers: Float32Array[];
  private readonly lengths: Int32Array;
  private capacityMin: number;

  constructor(
    readonly laneCount: number,
    private readonly shape: KvShape,
  ) {
    this.capacity = shape.blockSize;
    this.capacityMin = shape.blockSize;
    this.buffers = this.allocate(this.roundUp(Math.min(shape.contextLength, roomPositions)));
    this.caches = this.views();
    this.windows = this.allocate(shape.blockSize);
    this.lengths = new Int32Array(laneCount);
  }

  length(lane: number): number {
    return this.lengths[lane]!;
  }

  /** The capacity never falls below this many positions. */
  reserve(positions: number): void {
    this.capacityMin = Math.max(this.shape.blockSize, this.roundUp(positions));
    this.fitCapacity();
  }

  /**
   * Appends rows from the graph's `new_kv` output, `[rows, layers × 2 × kvHeads × headSize]`, `count` of them from
   * row `firstRow`. They must stay in the open block.
   */
  appendNewRows(lane: number, newKv: Float32Array, firstRow: number, count: number): void {
    const { kvHeadCount, headSize, blockSize } = this.shape;
    const rowSize = this.windows.length * kvHeadCount * headSize;
    const slot = this.lengths[lane]! % blockSize;
    for (let row = 0; row < count; row++) {
      let source = (firstRow + row) * rowSize;
      for (const window of this.windows) {
        for (let head = 0; head < kvHeadCount; head++) {
          let place = ((lane * kvHeadCount + head) * blockSize + slot + row) * headSize;
          for (const end = source + headSize; source < end; source++) window[place++] = newKv[source]!;
        }
      }
    }
    this.advance(lane, count);
  }

  /** Copies positions of one block out: array by array, head by head, `[2 × layers, kvHeads, count, headSize]`. */
  readRows(lane: number, firstPosition: number, count: number): KvRows {
    const { kvHeadCount, headSize } = this.shape;
    const data = new Float32Array(this.windows.length * kvHeadCount * count * headSize);
    let place = 0;
    for (let array = 0; array < this.windows.length; array++) {
      for (let head = 0; head < kvHeadCount; head++) {
        data.set(this.view(array, lane, head, firstPosition, count), place);
        place += count * headSize;
      }
    }
    return { count, data };
  }

  /** Appends the first `count` positions of rows that `readRows` gave. */
  appendRows(lane: number, rows: KvRows, count: number): void {
    const { kvHeadCount, headSize, blockSize } = this.shape;
    const slot = this.lengths[lane]! % blockSize;
    let source = 0;
    for (const window of this.windows) {
      for (let head = 0; head < kvHeadCount; head++) {
        const place = ((lane * kvHeadCount + head) * blockSize + slot) * headSize;
        window.set(rows.data.subarray(source, source + count * headSize), place);
        source += rows.count * headSize;
      }
    }
    this.advance(lane, count);
  }

  /** Shortens a lane to a length in its open block, or to nothing. */
  truncateTo(lane: number, length: number): void {
    const closed = this.closedLength(this.lengths[lane]!);
    if (length !== 0 && length < closed)
      throw new RangeError(`cannot shorten a lane into a closed block (${length})`);
    this.lengths[lane] = length;
  }

  /** Takes over the content of a lane of this or another storage. */
  copyLane(lane: number, source: LaneStorage, sourceLane: number): void {
    const length = source.length(sourceLane);
    const { kvHeadCount, headSize, blockSize } = this.shape;
    this.lengths[lane] = length;
    this.fitCapacity();
    const closed = this.closedLength(length) * headSize;
    const open = (length % blockSize) * headSize;
    for (let array = 0; array < this.windows.length; array++) {
      for (let head = 0; head < kvHeadCount; head++) {
        const from = sourceLane * kvHeadCount + head;
        const to = lane * kvHeadCount + head;
        const fromCache = from * source.capacity * headSize;
        const fromWindow = from * blockSize * headSize;
        const cache = source.caches[array]!.subarray(fromCache, fromCache + closed);
        this.caches[array]!.set(cache, to * this.capacity * headSize);
        this.windows[array]!.set(
          source.windows[array]!.subarray(fromWindow, fromWindow + open),
          to * blockSize * headSize,
        );
      }
    }
  }

  private advance(lane: number, count: number): void {
    const { blockSize } = this.shape;
    const before = this.lengths[lane]!;
    if ((before % blockSize) + count > blockSize) throw new RangeError('the rows cross a block boundary');
    this.lengths[lane] = before + count;
    if (count > 0 && (before + count) % blockSize === 0) this.closeBlock(lane, before + count - blockSize);
  }

  private closeBlock(lane: number, firstPosition: number): void {
    const { kvHeadCount, headSize, blockSize } = this.shape;
    this.fitCapacity();
    for (let array = 0; array < this.windows.length; array++) {
      for (let head = 0; head < kvHeadCount; head++) {
        const from = (lane * kvHeadCount + head) * blockSize * headSize;
        const to = ((lane * kvHeadCount + head) * this.capacity + firstPosition) * headSize;
        this.caches[array]!.set(this.windows[array]!.subarray(from, from + blockSize * headSize), to);
      }
    }
  }

  /**
   * Grows to the smallest capacity that fits every lane, and shrinks once it is twice what is needed. What is there
   * moves within its buffer, and only what lanes hold: 2 ms with 8 lanes, one in use. New buffers, for sequences of more
   * than 4,096 tokens, stall a step by hundreds of milliseconds, once each.
   */
  private fitCapacity(): void {
    const { blockSize } = this.shape;
    const needed = Math.max(
      this.capacityMin,
      ...Array.from(this.lengths, (length) => this.closedLength(length)),
    );
    if (needed <= this.capacity && this.capacity < 2 * needed) return;
    const old = this.capacity;
    this.capacity = this.roundUp(needed);
    if (this.capacity % blockSize !== 0) throw new Error('the capacity is no multiple of the block');
    if (this.cacheSize(this.capacity) > this.buffers[0]!.length) this.enlargeBuffers();
    for (const buffer of this.buffers) this.spread(buffer, old, this.capacity);
    this.caches = this.views();
  }

  private views(): Float32Array[] {
    return this.buffers.map((buffer) => buffer.subarray(0, this.cacheSize(this.capacity)));
  }

  private enlargeBuffers(): void {
    const size = Math.max(this.cacheSize(this.capacity), Math.ceil(this.buffers[0]!.length * bufferGrowth));
    this.buffers = this.buffers.map((old) => {
      const larger = new Float32Array(size);
      larger.set(old);
      return larger;
    });
  }

  /** Moves every head's positions from where they lie with one capacity to where they lie with another. */
  private spread(buffer: Float32Array, from: number, to: number): void {
    const { kvHeadCount, headSize } = this.shape;
    const heads = this.laneCount * kvHeadCount;
    const isGrowing = to > from;
    for (let step = 1; step < heads; step++) {
      // Going away from where the data moves to, nothing is overwritten before it has moved.
      const head = isGrowing ? heads - step : step;
      const kept = Math.min(this.closedLength(this.lengths[Math.floor(head / kvHeadCount)]!), from, to);
      const source = head * from * headSize;
      buffer.copyWithin(head * to * headSize, source, source + kept * headSize);
    }
  }

  private cacheSize(positions: number): number {
    return this.laneCount * this.shape.kvHeadCount * positions * this.shape.headSize;
  }

  private view(
    array: number,
    lane: number,
    head: number,
    firstPosition: number,
    count: number,
  ): Float32Array {
    const { kvHeadCount, headSize, blockSize } = this.shape;
    const isClosed = firstPosition < this.closedLength(this.lengths[lane]!);
    const storage = isClosed ? this.caches[array]! : this.windows[array]!;
    const size = isClosed ? this.capacity : blockSize;
    const first =
      ((lane * kvHeadCount + head) * size + (isClosed ? firstPosition : firstPosition % blockSize)) *
      headSize;
    return storage.subarray(first, first + count * headSize);
  }

  private closedLength(length: number): number {
    return length - (length % this.shape.blockSize);
  }

  private roundUp(positions: number): number {
    return Math.ceil(positions / this.shape.blockSize) * this.shape.blockSize;
  }

  private allocate(positions: number): Float32Array[] {
    const size = this.cacheSize(positions);
    return Array.from({ length: 2 * this.shape.layerCount }, () => new Float32Array(size));
  }
}
