import type { StaticDraftOptions, StaticLane, StaticSpeculator } from '@slipstream/speculation';

import { candidateRowLength, candidatesMax } from './target-candidates.js';

const lookaheadMax = 8;

/**
 * Token recycling (arXiv 2408.08696), as a chain: what the target held most probable after a token, the last time that
 * it read it, is drafted after the token again. A pair of tokens is asked before a single one. Takes rows of
 * `candidatesOf` where other speculators take hidden states.
 */
export class TokenRecycling implements StaticSpeculator {
  readonly lookaheadMax = lookaheadMax;
  private readonly afterPair = new Map<string, Float32Array>();
  private readonly afterToken = new Map<number, Float32Array>();

  open(): StaticLane {
    return new RecyclingLane((pair, row) => {
      if (pair.before >= 0) this.afterPair.set(keyOf(pair), row);
      if (pair.last >= 0) this.afterToken.set(pair.last, row);
    });
  }

  draft(lanes: readonly StaticLane[], options: StaticDraftOptions): Promise<void> {
    for (const lane of lanes as readonly RecyclingLane[]) this.draftLane(lane, options);
    return Promise.resolve();
  }

  private draftLane(lane: RecyclingLane, { lookahead, survivalMin }: StaticDraftOptions): void {
    let { pair } = lane;
    let survival = 1;
    lane.length = 0;
    while (lane.length < Math.min(lookahead, lookaheadMax) && survival >= survivalMin) {
      const row = this.afterPair.get(keyOf(pair)) ?? this.afterToken.get(pair.last);
      if (row === undefined) return;
      const [token, probability] = [row[0]!, row[candidatesMax]!];
      lane.tokens[lane.length] = token;
      lane.probabilities[lane.length++] = probability;
      survival *= probability;
      pair = { before: pair.last, last: token };
    }
  }
}

/** The last two tokens of a text; −1 where it has not as many. */
interface Pair {
  readonly before: number;
  readonly last: number;
}

const keyOf = ({ before, last }: Pair): string => `${before} ${last}`;

class RecyclingLane implements StaticLane {
  readonly tokens = new Int32Array(lookaheadMax);
  readonly probabilities = new Float32Array(lookaheadMax);
  length = 0;
  pair: Pair = { before: -1, last: -1 };

  constructor(private readonly learn: (pair: Pair, row: Float32Array) => void) {}

  read(_position: number, row: Float32Array, nextToken: number): void {
    this.learn(this.pair, row.slice(0, candidateRowLength));
    this.pair = { before: this.pair.last, last: nextToken };
  }

  close(): void {
    this.length = 0;
  }
}
