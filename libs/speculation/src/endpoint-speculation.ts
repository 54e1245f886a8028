import type { Calibration } from './calibration.js';
import type { DraftChain } from './draft-chain.js';
import { DraftPlanner } from './draft-planner.js';
import { DriftDetector, type DriftEvent } from './drift/drift-detector.js';
import { RequestRecord } from './drift/request-record.js';
import { type EndedSequence, EndpointSequence } from './endpoint-sequence.js';
import { HoldBack, type LiveSpeedup, type StepObservation } from './hold-back.js';
import type { ProposalChoice } from './proposer.js';
import { openSequenceView } from './sequence-view.js';
import type {
  Learning,
  SequenceSpeculation,
  Speculation,
  SpeculationMode,
  StepKind,
  TokenHistory,
} from './speculation.js';
import type { EndpointState } from './state/endpoint-state.js';
import { LearnedStates, type TrialOptions } from './state/learned-states.js';
import { StaticCalls } from './static-calls.js';
import type { StaticCall } from './static-planner.js';
import type { StaticSpeculator } from './static-speculator.js';
import type { StepCost } from './step-cost.js';
import type { TaughtSequence } from './taught-sequence.js';
import { defaultMemoryBytes, memorySizeOf, TokenMemory, type TokenMemorySize } from './token-memory.js';

export interface SpeculationOptions {
  /** What a step costs on this node; it is updated by `observeStep`. */
  readonly stepCost: StepCost;
  /** Bounds what the endpoint remembers; text and counts share it. 13 MiB unless said otherwise. */
  readonly memoryBytes?: number;
  /** Exact sizes in place of `memoryBytes`. */
  readonly endpointMemory?: TokenMemorySize;
  readonly requestMemory?: TokenMemorySize;
  /** Uniform numbers in [0, 1) that choose the steps decoded without drafts; without it there is no live speed-up. */
  readonly holdBackRandom?: () => number;
  /** Called with a copy of every sequence that has taught something, or was held out for that, when it ends. */
  readonly onEnded?: (sequence: TaughtSequence, learning: 'on' | 'heldOut') => void;
  /** Tokens that the target knows; saved states with others are refused. */
  readonly vocabularySize?: number;
  /** Called when a drift of the traffic begins and when it is over. */
  readonly onDrift?: (event: DriftEvent) => void;
  /** Without it drafts come from what the endpoint has seen alone. */
  readonly neural?: {
    readonly speculator: StaticSpeculator;
    /** A monotonic clock in milliseconds: calls of the model are timed. */
    readonly now: () => number;
    /** Called when it fails: it is not asked again before `noteRevision`. */
    readonly onFailure?: (cause: unknown) => void;
  };
}

/** A saved state that was found sound, ready to be gone on from. */
export type LoadedState = EndpointState;

const choices: Readonly<Record<SpeculationMode, ProposalChoice>> = {
  auto: 'all',
  static: 'static',
  adaptive: 'adaptive',
  none: 'adaptive',
};
/** A context of 8,192 tokens in full: 2.6 MB a sequence. */
const defaultRequestMemory: TokenMemorySize = { ringLog2: 14, ngramsLog2: 16 };
/** Memories of finished sequences kept for the next ones: opening a sequence then allocates next to nothing. */
const idleMemoriesMax = 32;

export function createSpeculation(options: SpeculationOptions): EndpointSpeculation {
  return new EndpointSpeculation(options);
}

/**
 * Drafts from what the endpoint's own traffic taught and, where that is expected to pay, from the static speculator.
 * Learns how sure each kind of proposal is, and what a step costs.
 */
export class EndpointSpeculation implements Speculation {
  readonly needsHidden: boolean;
  private readonly learned: LearnedStates;
  private readonly planner = new DraftPlanner();
  private readonly staticCalls: StaticCalls | undefined;
  private readonly idleMemories: TokenMemory[] = [];
  private readonly sequences: EndpointSequence[] = [];
  private readonly chains: DraftChain[] = [];
  private readonly holdBack: HoldBack | undefined;
  private driftDetector = new DriftDetector();
  private readonly running = new Set<EndpointSequence>();
  private latestKind: StepKind = 'speculated';

  constructor(private readonly options: SpeculationOptions) {
    const { holdBackRandom, neural } = options;
    this.holdBack = holdBackRandom === undefined ? undefined : new HoldBack(holdBackRandom);
    this.needsHidden = neural !== undefined;
    this.learned = new LearnedStates({
      size: options.endpointMemory ?? memorySizeOf(options.memoryBytes ?? defaultMemoryBytes),
      vocabularySize: options.vocabularySize,
    });
    this.staticCalls = neural && new StaticCalls({ ...neural, stepMs: this.stepMs });
  }

  open(
    history: TokenHistory,
    mode: SpeculationMode = 'auto',
    learning: Learning = 'on',
  ): SequenceSpeculation {
    const { learned, options } = this;
    const request = this.idleMemories.pop() ?? new TokenMemory(options.requestMemory ?? defaultRequestMemory);
    const isTaught = learning === 'on';
    const lane =
      mode === 'auto' || mode === 'static'
        ? options.neural?.speculator.open(history.length, isTaught ? 'on' : 'off')
        : undefined;
    const record = new RequestRecord();
    const parts = { request, lane, choice: choices[mode] } as const;
    const sequence = new EndpointSequence({
      history,
      request,
      memories: () => learned.inUse.map(({ memory }) => memory),
      view: openSequenceView(learned.current, { ...parts, record }),
      // What a state on trial is worth says nothing about drift.
      openView: (state) => openSequenceView(state, state === learned.current ? { ...parts, record } : parts),
      lane,
      isPlain: mode === 'none',
      learning,
      record,
      onClose: (ended) => {
        this.running.delete(sequence);
        this.release(request);
        this.noteEnded(sequence, record, ended);
      },
    });
    this.running.add(sequence);
    return sequence;
  }

  /** How near the traffic is to a drift: 0 as usual, 1 at an alarm. */
  get drift(): { readonly score: number } {
    return this.driftDetector;
  }

  plan(batch: readonly SequenceSpeculation[]): void | Promise<void> {
    this.sequences.length = 0;
    this.chains.length = 0;
    for (const sequence of batch) {
      if (!(sequence instanceof EndpointSequence))
        throw new TypeError('the sequence belongs to another speculation');
      sequence.draftFrom(this.learned.draw());
      this.sequences.push(sequence);
      this.chains.push(sequence.begin(false));
    }
    this.latestKind = this.kindOfStep();
    if (this.latestKind !== 'speculated') return this.nameArms();
    const goodput = this.planner.plan(this.chains, this.stepMs);
    const call = this.staticCalls?.choose(this.sequences, this.chains, goodput);
    if (call !== undefined) return this.planAgain(call);
    this.nameArms();
  }

  observeStep(step: StepObservation): void {
    this.options.stepCost.observe(step.rows, step.lanes, step.scoreMs);
    if (this.latestKind === 'plain') return;
    this.holdBack?.observe(step);
    if (this.latestKind === 'speculated' && this.learned.isOnTrial) this.observeTrial(step);
  }

  /** How the latest step was decoded. */
  get stepKind(): StepKind {
    return this.latestKind;
  }

  /** What each kind of proposal is worth here. It knows no tokens: `calibration-prior.ts` is one of other traffic. */
  get calibration(): Calibration {
    return this.learned.current.calibration;
  }

  /** How many tokens of its traffic the endpoint has learned from, in all. */
  get learnedTokens(): number {
    return this.learned.current.memory.recordedTokens;
  }

  /** A copy of all that was learned, in the format of the README. */
  saveState(): Uint8Array {
    return this.learned.current.save();
  }

  /** The same copy of what is known now, made bit by bit with pauses in which steps are decoded and learned from. */
  saveStateInSlices(pause: () => Promise<unknown>): Promise<Uint8Array> {
    return this.learned.current.saveInSlices(pause);
  }

  /**
   * Goes on from a saved state in place of the present one; sequences that run go on too. Throws `StateRefused` and
   * changes nothing if the bytes are damaged, or saved by another version or with another memory size.
   */
  restoreState(saved: Uint8Array | LoadedState): void {
    this.learned.restore(saved);
  }

  /** Checks a saved state as `restoreState` does and prepares it to be used once, with pauses in which steps are decoded. */
  loadStateInSlices(bytes: Uint8Array, pause: () => Promise<unknown>): Promise<LoadedState> {
    return this.learned.loadInSlices(bytes, pause);
  }

  /**
   * Goes on from a saved state for half of the steps, drawn at random, until live traffic has told whether it is slower
   * than the present one; then with the better of them. What was learned meanwhile is in both. Refuses what
   * `restoreState` refuses.
   */
  tryState(saved: Uint8Array | LoadedState, trial: TrialOptions): void {
    this.learned.try(saved, trial);
  }

  /**
   * Adds what another replica of the endpoint has learned; `base` is the state that both went on from, if they did. Refuses
   * what `restoreState` refuses.
   */
  mergeState(bytes: Uint8Array, base?: Uint8Array): void {
    this.learned.merge(bytes, base);
  }

  /** Learns sequences that have ended once more: after a restore that lacks them. */
  relearn(sequences: readonly TaughtSequence[]): void {
    this.learned.relearn(sequences);
  }

  /** Forgets all that was learned, and learns nothing from the sequences that run. */
  forget(): void {
    this.learned.forget();
    this.driftDetector = new DriftDetector();
    this.idleMemories.length = 0;
    for (const sequence of this.running) sequence.stopTeaching();
  }

  /** Throws, naming what is broken, unless all invariants of the state hold. */
  checkIntegrity(): void {
    this.learned.current.checkIntegrity();
  }

  /** The target or the static speculator has new weights: what that is worth has to show anew. The rest adapts by itself. */
  noteRevision(): void {
    for (const { staticBenefit } of this.learned.inUse) staticBenefit.discount();
    this.staticCalls?.retry();
  }

  /** How much faster tokens come than they would without speculation; undefined until that is known. */
  get liveSpeedup(): LiveSpeedup | undefined {
    return this.holdBack?.estimate;
  }

  /** Counting takes 1 % of a row, so it needs no term of its own. */
  private readonly stepMs = (rows: number): number =>
    this.options.stepCost.at(rows, Math.max(1, this.chains.length));

  /** Held back by chance are steps in which somebody may have a draft. */
  private kindOfStep(): StepKind {
    if (this.sequences.every(({ isPlain }) => isPlain)) return 'plain';
    return this.holdBack?.decide() === true ? 'heldBack' : 'speculated';
  }

  private noteEnded({ isPlain }: EndpointSequence, record: RequestRecord, ended: EndedSequence): void {
    const { tokens, promptLength, length, learning } = ended;
    if (learning === 'off') return;
    this.options.onEnded?.({ tokens: tokens.slice(0, length), promptLength }, learning);
    // Without drafts there is no acceptance that could fall.
    if (learning === 'on' && !isPlain) this.watchDrift(record, ended);
  }

  /** Plain time is shared alike, the time that drafts add by their tokens. */
  private observeTrial({ rows, lanes, draftMs, scoreMs }: StepObservation): void {
    const plainMs = rows === lanes ? scoreMs : Math.min(scoreMs, this.options.stepCost.at(lanes, lanes));
    for (const { state, draft, stepTokens, isPlain } of this.sequences) {
      if (isPlain) continue;
      const draftedShare = draft.length / Math.max(1, rows - lanes);
      const ms = (plainMs + draftMs) / lanes + (scoreMs - plainMs) * draftedShare;
      if (stepTokens > 0) this.learned.observe(state, stepTokens, ms);
    }
  }

  /** What was learned of the old traffic counts less at once, so that drafts shorten until the new one is known. */
  private watchDrift(record: RequestRecord, ended: EndedSequence): void {
    const event = this.driftDetector.observe(record, ended);
    if (event === undefined) return;
    if (event.end === undefined) {
      for (const { calibration, staticBenefit } of this.learned.inUse) {
        calibration.discount();
        staticBenefit.discount();
      }
    }
    this.options.onDrift?.(event);
  }

  /** Asks the model, then plans once more with its drafts among the proposals. */
  private async planAgain(call: StaticCall): Promise<void> {
    if (await this.staticCalls!.make(call)) {
      const asked = new Set(call.candidates.map(({ chain }) => chain));
      this.sequences.forEach((sequence, index) => sequence.begin(asked.has(this.chains[index])));
      this.planner.plan(this.chains, this.stepMs);
    }
    this.nameArms();
  }

  private nameArms(): void {
    for (const chain of this.chains) chain.draft.arm = chain.arm;
  }

  private release(memory: TokenMemory): void {
    if (this.idleMemories.length >= idleMemoriesMax) return;
    memory.clear();
    this.idleMemories.push(memory);
  }
}
