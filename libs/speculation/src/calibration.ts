import { BetaCounts } from './beta-counts.js';
import { priorAcceptance } from './calibration-prior.js';
import { cellCount } from './proposal-cell.js';
import { joinArrays, type StateArrays } from './state/state-arrays.js';

/** Draft positions that are told apart: first, 2–3, 4–8, later. */
const positionBucketCount = 4;
/** How many other proposals name the same token: 0–3. */
const agreementBucketCount = 4;
const variantCount = positionBucketCount * agreementBucketCount;

/** Weight of the prior in a cell, and of a cell in its variants, in observations. */
const priorWeight = 8;
const cellWeight = 12;
/** An observation counts half after 140 further ones of its cell. */
const memoryFactor = 0.995;
/** What an observation counts once the traffic has changed. */
const driftShare = 1 / 2;

/**
 * How often a proposal of a kind is the target's own token, given that the draft before it was. A kind is a cell
 * (source, order or match length, counts) and its variant (draft position, agreement). A variant leans on its
 * cell, the cell on the prior, so estimates are sensible from the first step and get sharper where traffic is.
 */
export class Calibration {
  /** Decayed successes and trials of each cell. */
  readonly cells = new BetaCounts(cellCount, memoryFactor);
  private readonly variants = new BetaCounts(cellCount * variantCount, memoryFactor);

  get arrays(): StateArrays {
    return joinArrays({ cells: this.cells.arrays, variants: this.variants.arrays });
  }

  probability(cell: number, variant: number): number {
    const cellMean = this.cells.mean(cell, priorAcceptance[cell], priorWeight);
    return this.variants.mean(cell * variantCount + variant, cellMean, cellWeight);
  }

  /** Call it for every proposal that was reached, accepted (1) or not (0), and for no other. */
  learn(cell: number, variant: number, accepted: 0 | 1): void {
    this.cells.add(cell, accepted);
    this.variants.add(cell * variantCount + variant, accepted);
  }

  /** The traffic has changed: what was seen of the old one counts less. */
  discount(): void {
    this.cells.discount(driftShare);
    this.variants.discount(driftShare);
  }

  /** Adds the evidence of another calibration to this one's; `base` is what both went on from, if anything. */
  merge(other: Calibration, base?: Calibration): void {
    this.cells.merge(other.cells, base?.cells);
    this.variants.merge(other.variants, base?.variants);
  }

  checkIntegrity(): void {
    this.cells.checkIntegrity('calibration.cells');
    this.variants.checkIntegrity('calibration.variants');
  }
}

export function variantOf(position: number, agreeingCount: number): number {
  const positionBucket = position === 0 ? 0 : position < 3 ? 1 : position < 8 ? 2 : 3;
  return positionBucket * agreementBucketCount + Math.min(agreementBucketCount - 1, agreeingCount);
}
