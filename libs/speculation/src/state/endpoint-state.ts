import { Calibration } from '../calibration.js';
import { StaticBenefit } from '../static-benefit.js';
import { recordAnswer, type TaughtSequence } from '../taught-sequence.js';
import { TokenMemory, type TokenMemorySize } from '../token-memory.js';
import { copyArrays, joinArrays, type StateArrays } from './state-arrays.js';
import { decodeState, encodeState, encodeStateInSlices } from './state-format.js';
import { StateRefused } from './state-refused.js';

/**
 * All that an endpoint has learned from its traffic: what was said, how often each kind of proposal was right, and what
 * the static speculator was worth. Step times are left out: they are of a machine, not of the traffic.
 */
export class EndpointState {
  readonly memory: TokenMemory;
  readonly calibration = new Calibration();
  readonly staticBenefit = new StaticBenefit();

  /** With the number of tokens that the target knows, a state with others is refused: a draft of those would fail its step. */
  constructor(
    private readonly size: TokenMemorySize,
    private readonly vocabularySize?: number,
  ) {
    this.memory = new TokenMemory(size);
  }

  save(): Uint8Array {
    return encodeState(this.arrays);
  }

  /** The same as it is now, made while other work goes on. */
  saveInSlices(pause: () => Promise<unknown>): Promise<Uint8Array> {
    return encodeStateInSlices(this.arrays, pause);
  }

  /** Takes a saved state's place for this one. Throws `StateRefused` and changes nothing if it cannot be trusted. */
  restore(bytes: Uint8Array): void {
    copyArrays(this.load(bytes).arrays, this.arrays);
  }

  /**
   * Adds what another replica has learned. With the base that both went on from, what they have in common counts once.
   * Throws `StateRefused` and changes nothing if it cannot be trusted.
   */
  merge(bytes: Uint8Array, baseBytes?: Uint8Array): void {
    const other = this.load(bytes);
    const base = baseBytes === undefined ? undefined : this.load(baseBytes);
    this.memory.merge(other.memory, base?.memory);
    this.calibration.merge(other.calibration, base?.calibration);
    this.staticBenefit.merge(other.staticBenefit, base?.staticBenefit);
  }

  /** Learns a sequence that has ended once more. */
  relearn({ tokens, promptLength }: TaughtSequence): void {
    this.memory.count(tokens, promptLength, tokens.length);
    recordAnswer(this.memory, { tokens, promptLength, length: tokens.length });
  }

  /** Leaves no token in memory: what is free is overwritten, too. */
  forget(): void {
    for (const array of Object.values(this.arrays)) array.fill(0);
  }

  /** Throws, naming what is broken, unless every invariant holds. */
  checkIntegrity(): void {
    this.memory.checkIntegrity(this.vocabularySize);
    this.calibration.checkIntegrity();
    this.staticBenefit.checkIntegrity();
  }

  private get arrays(): StateArrays {
    return joinArrays({
      memory: this.memory.arrays,
      calibration: this.calibration.arrays,
      staticBenefit: this.staticBenefit.arrays,
    });
  }

  private load(bytes: Uint8Array): EndpointState {
    const loaded = new EndpointState(this.size, this.vocabularySize);
    decodeState(bytes, loaded.arrays);
    try {
      loaded.checkIntegrity();
    } catch (error) {
      throw new StateRefused('inconsistent', (error as Error).message);
    }
    return loaded;
  }
}
