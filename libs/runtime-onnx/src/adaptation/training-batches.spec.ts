import { SeededRandom } from '@slipstream/testing';

import type { TrafficSequence } from './recent-traffic.js';
import { paddedRows, type TrainingBatch, trainingBatches } from './training-batches.js';

const hiddenSize = 2;
const layout = { file: '', batch: 2, rows: 40, chains: [12, 6], momentDecays: [0.9, 0.95] as const };

/** A sequence whose hidden states tell which sequence and row they are of. */
function sequence(number: number, length: number): TrafficSequence {
  const hidden = Float32Array.from({ length: length * hiddenSize }, (_, index) =>
    index % 2 === 0 ? number : Math.floor(index / 2),
  );
  return {
    hidden,
    nextTokens: Int32Array.from({ length }, (_, row) => number * 100 + row),
    length,
  };
}

function batchesOf(sequences: readonly TrafficSequence[]): TrainingBatch[] {
  const random = new SeededRandom(8);
  return [...trainingBatches(sequences, hiddenSize, layout, () => random.next())];
}

const sequences = [sequence(1, 25), sequence(2, 90), sequence(3, 14), sequence(4, 13)];

describe('trainingBatches', () => {
  /** The sequence and row that lie at a place of a batch; sequence 0 is padding. */
  function placeOf(batch: TrainingBatch, entry: number, row: number): [number, number] {
    const at = (entry * paddedRows(layout) + row) * hiddenSize;
    return [batch.hidden[at]!, batch.hidden[at + 1]!];
  }

  it('shows every row of every sequence once', () => {
    const seen = new Set<string>();
    for (const batch of batchesOf(sequences)) {
      for (let entry = 0; entry < layout.batch; entry++) {
        for (let row = 0; row < layout.rows; row++) {
          const [number, index] = placeOf(batch, entry, row);
          if (number > 0) seen.add(`${number}:${index}`);
        }
      }
    }
    // The last ten rows of the second are a piece too short to be worth its padding.
    expect(seen.size).toBe(25 + 80 + 14 + 13);
  });

  it('weighs only drafts whose every token is there, and follows chains from row to row', () => {
    for (const batch of batchesOf(sequences)) {
      batch.chains.forEach((chain, index) => {
        const depth = index + 1;
        const size = layout.chains[index]!;
        const shallower = batch.chains[index - 1];
        chain.rows.forEach((row, place) => {
          const entry = Math.floor(place / size);
          const kept = chain.kept[place]!;
          const origin =
            shallower === undefined ? kept : shallower.rows[entry * layout.chains[index - 1]! + kept];
          expect(origin).toBe(row);
          if (chain.weights[place] === 0) return;
          const [number, position] = placeOf(batch, entry, row);
          expect(placeOf(batch, entry, row + depth + 1)).toEqual([number, position + depth + 1]);
        });
      });
    }
  });

  it('gives all depths a weight that adds up to the same in every batch', () => {
    for (const batch of batchesOf(sequences)) {
      const sums = [batch.weights, ...batch.chains.map(({ weights }) => weights)].map((weights) =>
        weights.reduce((sum, weight) => sum + weight, 0),
      );
      expect(sums[0]).toBeCloseTo(1, 5);
      expect(sums[1]).toBeCloseTo(0.7, 5);
      expect(sums[2]).toBeCloseTo(0.49, 5);
    }
  });
});
