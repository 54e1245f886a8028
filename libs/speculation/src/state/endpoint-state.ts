import { Calibration } from '../calibration.js';
import { StaticBenefit } from '../static-benefit.js';
import { recordAnswer, type TaughtSequence } from '../taught-sequence.js';
import { memorySizeMin, TokenMemory, type TokenMemorySize } from '../token-memory.js';
import { atOnce, inSlices, type Slices } from './in-slices.js';
import { joinArrays, type StateArray, type StateArrays } from './state-arrays.js';
import { decodeState, encodeState, layOut, savedLengths, seal } from './state-format.js';
import { StateRefused } from './state-refused.js';
import { copyInSlices, type TableCopy } from './table-copy.js';

/**
 * All that an endpoint has learned from its traffic: what was said, how often each kind of proposal was right, and what
 * the static speculator was worth. Step times are left out: they are of a machine, not of the traffic.
 */
export class EndpointState {
  readonly memory: TokenMemory;
  readonly calibration = new Calibration();
  readonly staticBenefit = new StaticBenefit();
  private copies: readonly TableCopy[] = [];

  /** With the number of tokens that the target knows, a state with others is refused: a draft of those would fail its step. */
  constructor(
    private readonly size: TokenMemorySize,
    private readonly vocabularySize?: number,
  ) {
    this.memory = new TokenMemory(size);
  }

  /** A state of the same kind from saved bytes. Throws `StateRefused` if they cannot be trusted. */
  static *load(bytes: Uint8Array, size: TokenMemorySize, vocabularySize?: number): Slices<EndpointState> {
    const loaded = new EndpointState(size, vocabularySize);
    yield* decodeState(bytes, loaded.arrays);
    try {
      yield* loaded.checkInSlices();
    } catch (error) {
      throw new StateRefused('inconsistent', (error as Error).message);
    }
    return loaded;
  }

  /** The size of memory that was saved, if the bytes are a state at all. */
  static sizeOf(bytes: Uint8Array): TokenMemorySize {
    const { arrays } = new EndpointState(memorySizeMin);
    const saved = savedLengths(bytes, Object.keys(arrays));
    const grownLog2 = (name: string): number => Math.log2(saved[name] / arrays[name].byteLength);
    const size = {
      ringLog2: memorySizeMin.ringLog2 + grownLog2('memory.ring.tokens'),
      ngramsLog2: memorySizeMin.ngramsLog2 + grownLog2('memory.ngrams.tags'),
    };
    const isSize = Object.values(size).every((log2) => Number.isInteger(log2) && 2 ** log2 <= bytes.length);
    return isSize ? size : memorySizeMin;
  }

  save(): Uint8Array {
    return encodeState(this.arrays);
  }

  /** The same as it is now, made while other work goes on. */
  async saveInSlices(pause: () => Promise<unknown>): Promise<Uint8Array> {
    const { memory, calibration, staticBenefit } = this;
    const { bytes, views } = layOut(this.arrays);
    const targets = new Map(Object.entries(this.arrays).map(([name, array]) => [array, views[name]]));
    const targetOf = (array: StateArray): StateArray => targets.get(array)!;
    const tables = (this.copies = memory.beginCopy(targetOf));
    for (const part of [calibration, staticBenefit]) {
      for (const array of Object.values(part.arrays)) targetOf(array).set(array);
    }
    await copyInSlices(tables, pause);
    return inSlices(seal(bytes), pause);
  }

  /**
   * Adds what another replica has learned. With the base that both went on from, what they have in common counts once.
   * Throws `StateRefused` and changes nothing if it cannot be trusted.
   */
  merge(bytes: Uint8Array, baseBytes?: Uint8Array): void {
    const other = this.load(bytes);
    const base = baseBytes === undefined ? undefined : this.load(baseBytes);
    this.finishCopies();
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
    this.finishCopies();
    for (const array of Object.values(this.arrays)) array.fill(0);
  }

  /** Throws, naming what is broken, unless every invariant holds. */
  checkIntegrity(): void {
    atOnce(this.checkInSlices());
  }

  private *checkInSlices(): Slices<void> {
    yield* this.memory.checkInSlices(this.vocabularySize);
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
    return atOnce(EndpointState.load(bytes, this.size, this.vocabularySize));
  }

  /** Before all of it changes, a copy under way is finished. */
  private finishCopies(): void {
    for (const table of this.copies) table.finish();
  }
}
