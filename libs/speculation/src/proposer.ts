import { type Calibration, variantOf } from './calibration.js';
import type { NgramTable } from './ngram-table.js';
import { matchCell, ngramCell, sourceCount, staticCell, staticSource } from './proposal-cell.js';
import type { StaticLane } from './static-speculator.js';
import type { SuffixMatch } from './suffix-match.js';
import type { TokenMemory } from './token-memory.js';

/** The n-gram source of a memory; its match source comes next. */
const requestSource = 0;
const endpointSource = 2;

/** Which proposals may be taken. */
export type ProposalChoice = 'all' | 'adaptive' | 'static';

/**
 * Proposes the next token of a context: of the proposals of request and endpoint, by longest match and by n-gram, and
 * of the static draft as long as the context follows it, the one most likely to be accepted.
 */
export class Proposer {
  /** The latest proposal: its token, or -1 when memory is silent, and how it is calibrated. */
  token = -1;
  probability = 0;
  cell = 0;
  variant = 0;
  source = 0;
  choice: ProposalChoice = 'all';
  /** Whether `staticLane` has a draft for this step. */
  hasStaticDraft = false;

  /** Tokens of the static draft that the context ends with. */
  private followedLength = 0;
  private readonly requestMatch: SuffixMatch;
  private readonly endpointMatch: SuffixMatch;
  private readonly tokens = new Int32Array(sourceCount);
  private readonly cells = new Int32Array(sourceCount);

  constructor(
    private readonly request: TokenMemory,
    private readonly endpoint: TokenMemory,
    private readonly calibration: Calibration,
    readonly staticLane?: StaticLane,
  ) {
    this.requestMatch = request.openMatch();
    this.endpointMatch = endpoint.openMatch();
    this.tokens.fill(-1);
  }

  /** `position` counts the draft tokens that already end the context; position 0 begins a new draft. */
  propose(context: Int32Array, contextEnd: number, position: number): void {
    if (this.choice !== 'static') {
      this.askCounts(this.request.ngrams, requestSource, context, contextEnd);
      this.askMatch(this.requestMatch, requestSource + 1, context, contextEnd, position);
      this.askCounts(this.endpoint.ngrams, endpointSource, context, contextEnd);
      this.askMatch(this.endpointMatch, endpointSource + 1, context, contextEnd, position);
    }
    this.askStatic(context, contextEnd, position);
    this.token = -1;
    this.probability = 0;
    for (let source = 0; source < sourceCount; source++) {
      if (this.tokens[source] < 0) continue;
      const variant = variantOf(position, this.agreeingCount(source));
      const probability = this.calibration.probability(this.cells[source], variant);
      if (probability <= this.probability) continue;
      this.token = this.tokens[source];
      this.probability = probability;
      this.cell = this.cells[source];
      this.variant = variant;
      this.source = source;
    }
  }

  private askStatic(context: Int32Array, contextEnd: number, position: number): void {
    const lane = this.staticLane;
    this.tokens[staticSource] = -1;
    if (lane === undefined || !this.hasStaticDraft || this.choice === 'adaptive') return;
    if (position === 0) this.followedLength = 0;
    else if (this.followedLength === position - 1 && lane.tokens[position - 1] === context[contextEnd - 1]) {
      this.followedLength = position;
    }
    if (this.followedLength !== position || position >= lane.length) return;
    this.tokens[staticSource] = lane.tokens[position];
    this.cells[staticSource] = staticCell(position, lane.probabilities[position]);
  }

  private askCounts(ngrams: NgramTable, source: number, context: Int32Array, contextEnd: number): void {
    ngrams.predict(context, contextEnd);
    this.tokens[source] = ngrams.token;
    if (ngrams.token < 0) return;
    this.cells[source] = ngramCell(source, ngrams.orderIndex, ngrams.count, ngrams.total);
  }

  private askMatch(
    match: SuffixMatch,
    source: number,
    context: Int32Array,
    contextEnd: number,
    position: number,
  ): void {
    if (position === 0) match.find(context, contextEnd);
    else match.advance(context, contextEnd);
    this.tokens[source] = match.token;
    if (match.token >= 0) this.cells[source] = matchCell(source, match.length);
  }

  private agreeingCount(source: number): number {
    let count = -1;
    for (let other = 0; other < sourceCount; other++) if (this.tokens[other] === this.tokens[source]) count++;
    return count;
  }
}
