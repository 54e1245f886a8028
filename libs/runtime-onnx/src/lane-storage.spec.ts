import { SeededRandom } from '@slipstream/testing';

import { LaneStorage } from './lane-storage.js';

const shape = { layerCount: 2, kvHeadCount: 2, headSize: 4, blockSize: 8, contextLength: 16 };
const rowSize = shape.layerCount * 2 * shape.kvHeadCount * shape.headSize;

/** A position's keys and values, told by the text before it, so that any mix-up shows. */
function rowOf(text: number, position: number): Float32Array {
  return Float32Array.from({ length: rowSize }, (_, index) => text * 1e6 + position * 100 + index);
}

/** What `readRows` must give for a text: array by array, head by head, position by position. */
function expectedRows(text: number, first: number, count: number): number[] {
  const values: number[] = [];
  for (let part = 0; part < rowSize; part += shape.headSize) {
    for (let position = first; position < first + count; position++) {
      values.push(...rowOf(text, position).subarray(part, part + shape.headSize));
    }
  }
  return values;
}

function expectLane(storage: LaneStorage, lane: number, text: number, length: number): void {
  expect(storage.length(lane)).toBe(length);
  for (let first = 0; first < length; first += shape.blockSize) {
    const count = Math.min(shape.blockSize, length - first);
    expect(Array.from(storage.readRows(lane, first, count).data)).toEqual(expectedRows(text, first, count));
  }
}

describe('LaneStorage', () => {
  it('holds what was appended, through growth, moves, reuse and truncation, over random operations', () => {
    const random = new SeededRandom(4);
    const storage = new LaneStorage(3, shape);
    const other = new LaneStorage(1, shape);
    const texts = [1, 2, 3];
    const lengths = [0, 0, 0];
    for (let step = 0; step < 500; step++) {
      const lane = random.below(3);
      const operation = random.next();
      if (operation < 0.7) {
        const room = shape.blockSize - (lengths[lane]! % shape.blockSize);
        const count = random.between(1, room);
        const rows = Float32Array.from([
          ...new Float32Array(rowSize),
          ...Array.from({ length: count }, (_, row) =>
            Array.from(rowOf(texts[lane]!, lengths[lane]! + row)),
          ).flat(),
        ]);
        storage.appendNewRows(lane, rows, 1, count);
        lengths[lane]! += count;
      } else if (operation < 0.8) {
        const from = random.below(3);
        if (from === lane) continue;
        storage.copyLane(lane, storage, from);
        [texts[lane], lengths[lane]] = [texts[from]!, lengths[from]!];
      } else if (operation < 0.9) {
        other.copyLane(0, storage, lane);
        expectLane(other, 0, texts[lane]!, lengths[lane]!);
        const rest: number[] = [];
        for (let first = 0; first < lengths[lane]!; first += shape.blockSize) rest.push(first);
        const saved = rest.map((first) =>
          storage.readRows(lane, first, Math.min(shape.blockSize, lengths[lane]! - first)),
        );
        storage.truncateTo(lane, 0);
        for (const rows of saved) storage.appendRows(lane, rows, rows.count);
      } else {
        storage.truncateTo(lane, 0);
        [texts[lane], lengths[lane]] = [4 + step, 0];
      }
      texts.forEach((text, index) => expectLane(storage, index, text, lengths[index]!));
    }
    expect(storage.capacity % shape.blockSize).toBe(0);
  });

  it('refuses rows that cross a block boundary', () => {
    const storage = new LaneStorage(1, shape);
    expect(() => storage.appendNewRows(0, new Float32Array(rowSize * 9), 0, 9)).toThrow(RangeError);
  });
});
