import type { Calibration } from './calibration.js';
import type { RequestRecord } from './drift/request-record.js';
import { ngramContextMax } from './ngram-table.js';
import type { Proposer } from './proposer.js';
import { staticSource } from './proposal-cell.js';
import type { Arm, Draft, TokenHistory } from './speculation.js';
import { matchLengthMax } from './suffix-match.js';

/** Drafts are never longer: a step does not cross a block of 64 positions. */
export const draftLengthMax = 63;
const historyWindow = Math.max(ngramContextMax, matchLengthMax);

/**
 * The draft of one sequence while it is planned: a chain of proposals, each with the probability that it and all
 * before it are accepted. There is always one proposal more than was drafted. If the target gets there, its token
 * tells how good that proposal was, so a draft that stops too early is found out without ever paying for a probe.
 */
export class DraftChain {
  readonly draft: { readonly tokens: Int32Array; length: number; arm: Draft['arm'] } = {
    tokens: new Int32Array(draftLengthMax + 1),
    length: 0,
    arm: 'none',
  };
  /** The probability that the draft and the next proposal are all accepted; 0 when nothing can be added. */
  nextSurvival = 0;

  private lookaheadMax = 0;
  private proposalCount = 0;
  private survival = 1;
  private historyLength = 0;
  private windowLength = 0;
  private readonly context = new Int32Array(historyWindow + draftLengthMax + 1);
  private readonly cells = new Int32Array(draftLengthMax + 1);
  private readonly variants = new Int32Array(draftLengthMax + 1);
  private readonly sources = new Int32Array(draftLengthMax + 1);
  private readonly survivals = new Float64Array(draftLengthMax + 1);
  private readonly probabilities = new Float64Array(draftLengthMax + 1);

  constructor(
    readonly proposer: Proposer,
    private readonly calibration: Calibration,
    private readonly record: RequestRecord,
  ) {}

  /** Starts an empty draft after the history. */
  begin(history: TokenHistory, lookaheadMax: number): void {
    const { tokens, length } = history;
    this.lookaheadMax = Math.max(0, Math.min(draftLengthMax, lookaheadMax));
    this.draft.length = 0;
    this.proposalCount = 0;
    this.survival = 1;
    this.historyLength = length;
    this.windowLength = Math.min(length, historyWindow);
    for (let index = 0; index < this.windowLength; index++) {
      this.context[index] = tokens[length - this.windowLength + index];
    }
    this.proposeNext();
  }

  /** Adds the next proposal to the draft. Only when `nextSurvival` is positive. */
  extend(): void {
    this.survival = this.nextSurvival;
    this.survivals[this.draft.length] = this.survival;
    this.context[this.windowLength + this.draft.length] = this.draft.tokens[this.draft.length];
    this.draft.length++;
    this.proposeNext();
  }

  truncate(length: number): void {
    this.draft.length = length;
  }

  /** How many tokens of the draft are expected to be accepted. */
  get expectedAccepted(): number {
    let sum = 0;
    for (let index = 0; index < this.draft.length; index++) sum += this.survivals[index];
    return sum;
  }

  /** Whose tokens the draft has. */
  get arm(): Arm {
    let staticCount = 0;
    for (let index = 0; index < this.draft.length; index++)
      if (this.sources[index] === staticSource) staticCount++;
    if (this.draft.length === 0) return 'none';
    if (staticCount === 0) return 'adaptive';
    return staticCount === this.draft.length ? 'static' : 'chained';
  }

  /** The draft's first `acceptedCount` tokens were the target's own. */
  learnAccepted(acceptedCount: number): void {
    for (let index = 0; index < acceptedCount; index++) this.learn(index, 1);
  }

  /** Past the accepted tokens the target chose `token`: the verdict on the first rejected or undrafted proposal. */
  learnNext(acceptedCount: number, token: number): void {
    if (acceptedCount < this.proposalCount)
      this.learn(acceptedCount, this.draft.tokens[acceptedCount] === token ? 1 : 0);
  }

  /** The length of the history this draft continues. */
  get base(): number {
    return this.historyLength;
  }

  private proposeNext(): void {
    const { proposer, draft } = this;
    const position = draft.length;
    this.nextSurvival = 0;
    if (position >= this.lookaheadMax) return;
    proposer.propose(this.context, this.windowLength + position, position);
    if (proposer.token < 0) return;
    draft.tokens[position] = proposer.token;
    this.cells[position] = proposer.cell;
    this.variants[position] = proposer.variant;
    this.sources[position] = proposer.source;
    this.probabilities[position] = proposer.probability;
    this.proposalCount = position + 1;
    this.nextSurvival = this.survival * proposer.probability;
  }

  private learn(index: number, accepted: 0 | 1): void {
    this.calibration.learn(this.cells[index], this.variants[index], accepted);
    const verdicts = this.sources[index] === staticSource ? this.record.static : this.record.adaptive;
    verdicts.add(this.probabilities[index], accepted);
  }
}
