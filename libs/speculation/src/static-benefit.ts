import { BetaCounts } from './beta-counts.js';
import type { Learning, TokenHistory } from './speculation.js';
import type { StateArrays } from './state/state-arrays.js';
import type { StaticLane } from './static-speculator.js';

/** Draft positions whose acceptance is told apart. */
export const staticPositionsMax = 8;
/** An observation of an endpoint counts half after 350 further ones, of a sequence after 35. */
const endpointDecay = 0.998;
const sequenceDecay = 0.98;
/**
 * Observations that the endpoint's experience is worth in a sequence's own estimate: what replay was fastest with (README).
 * With 6, a sequence that began with bad luck hardly asked the model again.
 */
const endpointWeight = 24;
/** Acceptance of a good speculator on broad text, until there is experience; in observations it weighs this much. */
const priorAcceptance = 0.55;
const priorWeight = 20;
/** What an observation counts once the target's or the speculator's weights, or the traffic, have changed. */
const discountShare = 1 / 4;

/**
 * What the static speculator is worth to an endpoint. It is told what became of every static draft, whether or not it
 * was taken, as far as the target's own text shows.
 */
export class StaticBenefit {
  /** How often static drafts were right by position, given that they were right before it. */
  private readonly endpoint = new BetaCounts(staticPositionsMax, endpointDecay);

  get arrays(): StateArrays {
    return this.endpoint.arrays;
  }

  open(): StaticRecord {
    return new StaticRecord(this, new BetaCounts(staticPositionsMax, sequenceDecay));
  }

  /** Acceptance at a position, given that the draft before it was accepted. */
  acceptance(position: number, own: BetaCounts): number {
    return own.mean(position, this.endpoint.mean(position, priorAcceptance, priorWeight), endpointWeight);
  }

  /** What was seen until now counts less, so that the next drafts decide. */
  discount(): void {
    this.endpoint.discount(discountShare);
  }

  learn(position: number, success: 0 | 1): void {
    this.endpoint.add(position, success);
  }

  merge(other: StaticBenefit, base?: StaticBenefit): void {
    this.endpoint.merge(other.endpoint, base?.endpoint);
  }

  checkIntegrity(): void {
    this.endpoint.checkIntegrity('staticBenefit');
  }
}

/** The static speculator's record in one sequence. */
export class StaticRecord {
  /** Steps since a static draft was made for this sequence. */
  idleSteps = 0;
  /** Whether one was made in the step before, since that was expected to pay. */
  isAsked = false;

  constructor(
    private readonly benefit: StaticBenefit,
    private readonly own: BetaCounts,
  ) {}

  /** Expected accepted tokens of a static draft of this length. */
  expectedAccepted(lookahead: number): number {
    let survival = 1;
    let sum = 0;
    for (let index = 0; index < lookahead; index++) {
      survival *= this.benefit.acceptance(Math.min(index, staticPositionsMax - 1), this.own);
      sum += survival;
    }
    return sum;
  }

  /**
   * Compares a draft made at `base` with the tokens that the target chose, up to the first that differs. The endpoint learns
   * from it if `learning` is on.
   */
  learn(
    draft: StaticLane,
    { tokens, length }: TokenHistory,
    { base, learning }: { readonly base: number; readonly learning: Learning },
  ): void {
    const count = Math.min(draft.length, staticPositionsMax, length - base);
    for (let position = 0; position < count; position++) {
      const isRight = tokens[base + position] === draft.tokens[position];
      this.own.add(position, isRight ? 1 : 0);
      if (learning === 'on') this.benefit.learn(position, isRight ? 1 : 0);
      if (!isRight) return;
    }
  }
}
