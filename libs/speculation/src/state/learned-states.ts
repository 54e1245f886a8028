import type { TaughtSequence } from '../taught-sequence.js';
import { StateTrial, type TrialVerdict } from '../trial/state-trial.js';
import type { TokenMemorySize } from '../token-memory.js';
import { EndpointState } from './endpoint-state.js';
import { atOnce, inSlices, type Slices } from './in-slices.js';

export interface LearnedStatesOptions {
  readonly size: TokenMemorySize;
  readonly vocabularySize: number | undefined;
}

export interface TrialOptions {
  /** Sequences that the saved state has not seen: it learns them first. */
  readonly taught: readonly TaughtSequence[];
  /** Uniform numbers in [0, 1). */
  readonly random: () => number;
  readonly onVerdict: (verdict: TrialVerdict) => void;
}

/** What an endpoint has learned, and while a new version is on trial, that too. */
export class LearnedStates {
  private state: EndpointState;
  private trial: StateTrial | undefined;
  private onVerdict: (verdict: TrialVerdict) => void = () => undefined;

  constructor(private readonly options: LearnedStatesOptions) {
    this.state = new EndpointState(options.size, options.vocabularySize);
  }

  /** What is saved, and drafted from unless a trial draws otherwise. */
  get current(): EndpointState {
    return this.state;
  }

  get isOnTrial(): boolean {
    return this.trial !== undefined;
  }

  /** Both sides of a trial, so that neither misses anything; else the one that is drafted from. */
  get inUse(): readonly EndpointState[] {
    const { state, trial } = this;
    return trial === undefined ? [state] : [state, trial.challenger];
  }

  /** What the next step of a sequence drafts from. */
  draw(): EndpointState {
    return this.trial?.draw() ?? this.state;
  }

  /** Checks saved bytes and prepares them to be used once. Throws `StateRefused` if they cannot be trusted. */
  loadInSlices(bytes: Uint8Array, pause: () => Promise<unknown>): Promise<EndpointState> {
    return inSlices(this.loading(bytes), pause);
  }

  /** Throws `StateRefused` like a load, and changes nothing then; a trial under way is dropped. */
  restore(saved: Uint8Array | EndpointState): void {
    this.state = this.loaded(saved);
    this.trial = undefined;
  }

  /** Puts a saved state on trial against the present one, in place of one on trial already. Refuses what `restore` refuses. */
  try(saved: Uint8Array | EndpointState, { taught, random, onVerdict }: TrialOptions): void {
    const challenger = this.loaded(saved);
    for (const sequence of taught) challenger.relearn(sequence);
    this.trial = new StateTrial(this.state, challenger, random);
    this.onVerdict = onVerdict;
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

  private loaded(saved: Uint8Array | EndpointState): EndpointState {
    return saved instanceof Uint8Array ? atOnce(this.loading(saved)) : saved;
  }

  private loading(bytes: Uint8Array): Slices<EndpointState> {
    return EndpointState.load(bytes, this.options.size, this.options.vocabularySize);
  }
}
