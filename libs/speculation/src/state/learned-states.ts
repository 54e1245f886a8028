import type { TaughtSequence } from '../taught-sequence.js';
import { StateTrial, type TrialVerdict } from '../trial/state-trial.js';
import type { TokenMemory, TokenMemorySize } from '../token-memory.js';
import { EndpointState } from './endpoint-state.js';

export interface LearnedStatesOptions {
  readonly size: TokenMemorySize;
  readonly vocabularySize: number | undefined;
}

/** What an endpoint has learned, and while a new version is on trial, that too. */
export class LearnedStates {
  private state: EndpointState;
  private trial: StateTrial | undefined;
  private onVerdict: (verdict: TrialVerdict) => void = () => undefined;

  constructor(private readonly options: LearnedStatesOptions) {
    this.state = this.empty();
  }

  /** What is saved, and drafted from unless a trial draws otherwise. */
  get current(): EndpointState {
    return this.state;
  }

  get isOnTrial(): boolean {
    return this.trial !== undefined;
  }

  /** What answers go into: both sides of a trial, so that neither misses anything. */
  get memories(): readonly TokenMemory[] {
    const { state, trial } = this;
    return trial === undefined ? [state.memory] : [state.memory, trial.challenger.memory];
  }

  /** What the next step of a sequence drafts from. */
  draw(): EndpointState {
    return this.trial?.draw() ?? this.state;
  }

  /** Throws `StateRefused` and changes nothing if the bytes cannot be trusted; a trial under way is dropped. */
  restore(bytes: Uint8Array): void {
    this.state.restore(bytes);
    this.trial = undefined;
  }

  /**
   * Puts a saved state on trial against the present one, in place of one on trial already. `taught` is learned by it first.
   * Throws `StateRefused` like `restore`.
   */
  try(
    bytes: Uint8Array,
    options: {
      readonly taught: readonly TaughtSequence[];
      readonly random: () => number;
      readonly onVerdict: (verdict: TrialVerdict) => void;
    },
  ): void {
    const challenger = this.empty();
    challenger.restore(bytes);
    for (const sequence of options.taught) challenger.relearn(sequence);
    this.trial = new StateTrial(this.state, challenger, options.random);
    this.onVerdict = options.onVerdict;
  }

  relearn(sequences: readonly TaughtSequence[]): void {
    for (const sequence of sequences) this.state.relearn(sequence);
  }

  merge(bytes: Uint8Array, base?: Uint8Array): void {
    this.state.merge(bytes, base);
  }

  forget(): void {
    this.state.forget();
    this.trial = undefined;
  }

  /** A step of one sequence, for the trial. The one that loses is given up. */
  observe(state: EndpointState, tokens: number, ms: number): void {
    const { trial } = this;
    if (trial === undefined || (state !== trial.incumbent && state !== trial.challenger)) return;
    trial.observe(state, tokens, ms);
    const { verdict } = trial;
    if (verdict === undefined) return;
    if (!verdict.isWorse) this.state = trial.challenger;
    this.trial = undefined;
    this.onVerdict(verdict);
  }

  private empty(): EndpointState {
    return new EndpointState(this.options.size, this.options.vocabularySize);
  }
}
