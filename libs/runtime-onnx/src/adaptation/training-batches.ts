import type { AdaptationLayout } from '../static/static-artifact.js';
import type { TrafficSequence } from './recent-traffic.js';

/** A run of rows of one sequence. */
interface Piece {
  readonly sequence: TrafficSequence;
  readonly begin: number;
  readonly length: number;
}

/** The chains of one depth, `[batch, chains]`: the row each began in, its place among the shallower, its weight. */
export interface ChainRows {
  readonly rows: Int32Array;
  readonly kept: Int32Array;
  readonly weights: Float32Array;
}

/** One batch, as the adaptation graph reads it. `padded` rows each: the deepest drafts look past the last row. */
export interface TrainingBatch {
  /** `[batch, padded, hiddenSize]`. */
  readonly hidden: Float32Array;
  /** `[batch, padded]`: the token after each row. */
  readonly nextTokens: Int32Array;
  /** `[batch, rows]` for depth 0. */
  readonly weights: Float32Array;
  readonly chains: readonly ChainRows[];
}

/** A piece shorter than this teaches less than its padding costs. */
const pieceRowsMin = 12;
/** What drafts of each depth count, against those one token shallower: later ones are needed less often. */
const depthWeight = 0.7;

/** Every sequence once, in random order, packed into batches. `random` gives numbers in [0, 1). */
export function* trainingBatches(
  sequences: readonly TrafficSequence[],
  hiddenSize: number,
  layout: AdaptationLayout,
  random: () => number,
): Generator<TrainingBatch> {
  const packed = pack(shuffled(piecesOf(sequences, layout.rows), random), layout.rows);
  for (let first = 0; first < packed.length; first += layout.batch) {
    const rows = Array.from({ length: layout.batch }, (_, row) => packed[first + row] ?? []);
    yield batchOf(rows, hiddenSize, layout, random);
  }
}

export function paddedRows({ rows, chains }: AdaptationLayout): number {
  return rows + chains.length + 1;
}

function piecesOf(sequences: readonly TrafficSequence[], rowsMax: number): Piece[] {
  return sequences.flatMap((sequence) => {
    const pieces: Piece[] = [];
    for (let begin = 0; begin < sequence.length; begin += rowsMax) {
      const length = Math.min(rowsMax, sequence.length - begin);
      if (length >= pieceRowsMin) pieces.push({ sequence, begin, length });
    }
    return pieces;
  });
}

/** First fit: each piece goes to the first row of the batch with room for it. */
function pack(pieces: readonly Piece[], rowsMax: number): Piece[][] {
  const packed: { pieces: Piece[]; room: number }[] = [];
  for (const piece of pieces) {
    let place = packed.find(({ room }) => room >= piece.length);
    if (place === undefined) packed.push((place = { pieces: [], room: rowsMax }));
    place.pieces.push(piece);
    place.room -= piece.length;
  }
  return packed.map((row) => row.pieces);
}

function batchOf(
  packed: readonly (readonly Piece[])[],
  hiddenSize: number,
  layout: AdaptationLayout,
  random: () => number,
): TrainingBatch {
  const { batch, rows } = layout;
  const padded = paddedRows(layout);
  const hidden = new Float32Array(batch * padded * hiddenSize);
  const nextTokens = new Int32Array(batch * padded);
  // Rows that follow of the same sequence: a draft at depth d needs d + 1 of them.
  const following = new Int32Array(batch * rows);
  packed.forEach((pieces, index) => {
    let at = 0;
    for (const { sequence, begin, length } of pieces) {
      hidden.set(
        sequence.hidden.subarray(begin * hiddenSize, (begin + length) * hiddenSize),
        (index * padded + at) * hiddenSize,
      );
      nextTokens.set(sequence.nextTokens.subarray(begin, begin + length), index * padded + at);
      for (let row = 0; row < length; row++) following[index * rows + at + row] = length - 1 - row;
      at += length;
    }
  });
  const weights = Float32Array.from(following, (count) => (count >= 1 ? 1 : 0));
  normalize(weights, 1);
  return {
    hidden,
    nextTokens,
    weights,
    chains: chooseChains(following, layout, random),
  };
}

/** Chains of each depth, at random of those one shallower, first those whose next token is there. */
function chooseChains(
  following: Int32Array,
  { batch, rows, chains }: AdaptationLayout,
  random: () => number,
): ChainRows[] {
  let shallower = Int32Array.from({ length: batch * rows }, (_, index) => index % rows);
  return chains.map((count, index) => {
    const depth = index + 1;
    const size = shallower.length / batch;
    const chosen = { rows: new Int32Array(batch * count), kept: new Int32Array(batch * count) };
    const weights = new Float32Array(batch * count);
    for (let entry = 0; entry < batch; entry++) {
      const valueOf = (place: number): number => {
        const row = entry * rows + shallower[entry * size + place]!;
        return following[row]! > depth ? 1 : 0;
      };
      const order = Array.from({ length: size }, (_, place) => ({
        place,
        rank: valueOf(place) + random() * 0.05,
      }))
        .sort((a, b) => b.rank - a.rank)
        .slice(0, count);
      order.forEach(({ place }, position) => {
        const target = entry * count + position;
        chosen.kept[target] = place;
        chosen.rows[target] = shallower[entry * size + place]!;
        weights[target] = valueOf(place);
      });
    }
    normalize(weights, depthWeight ** depth);
    shallower = chosen.rows;
    return { ...chosen, weights };
  });
}

/** Makes the weights add up to `total`. */
function normalize(weights: Float32Array, total: number): void {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum > 0) for (let index = 0; index < weights.length; index++) weights[index]! *= total / sum;
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
