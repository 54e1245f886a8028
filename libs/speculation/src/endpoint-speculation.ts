import type { Calibration } from './calibration.js';
import { DraftChain } from './draft-chain.js';
import { DraftPlanner } from './draft-planner.js';
import { DriftDetector, type DriftEvent } from './drift/drift-detector.js';
import { RequestRecord } from './drift/request-record.js';
import {
  type EndedSequence,
  EndpointSequence,
  recordAnswer,
  type TaughtSequence,
} from './endpoint-sequence.js';
import { HoldBack, type LiveSpeedup, type StepObservation } from './hold-back.js';
import { Proposer } from './proposer.js';
import type {
  Learning,
  SequenceSpeculation,
  Speculation,
  SpeculationMode,
  TokenHistory,
} from './speculation.js';
import { EndpointState } from './state/endpoint-state.js';
import { StaticCost } from './static-cost.js';
import { planStaticCall, type StaticCall, type StaticCandidate } from './static-planner.js';
import type { StaticSpeculator } from './static-speculator.js';
import type { StepCost } from './step-cost.js';
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
  /** Called with a copy of every sequence that has taught something, when it ends. */
  readonly onTaught?: (sequence: TaughtSequence) => void;
  /** Called when a drift of the traffic begins and when it is over. */
  readonly onDrift?: (event: DriftEvent) => void;
  /** Without it drafts come from what the endpoint has seen alone. */
  readonly neural?: {
    readonly speculator: StaticSpeculator;
    /** A monotonic clock in milliseconds: calls of the model are timed. */
    readonly now: () => number;
  };
}

/** A context of 8,192 tokens in full: 2.6 MB a sequence. */
const defaultRequestMemory: TokenMemorySize = { ringLog2: 14, ngramsLog2: 16 };
/** Memories of finished sequences kept for the next ones: opening a sequence then allocates next to nothing. */
const idleMemoriesMax = 32;
/** Until calls are measured, a drafted token is taken to cost this share of a plain step. */
const firstStaticShare = 0.05;

export function createSpeculation(options: SpeculationOptions): EndpointSpeculation {
  return new EndpointSpeculation(options);
}

/**
 * Drafts from what the endpoint's own traffic taught and, where that is expected to pay, from the static speculator.
 * Learns how sure each kind of proposal is, and what a step costs.
 */
export class EndpointSpeculation implements Speculation {
  readonly needsHidden: boolean;
  private readonly state: EndpointState;
  private readonly planner = new DraftPlanner();
  private readonly staticCost: StaticCost;
  private readonly idleMemories: TokenMemory[] = [];
  private readonly sequences: EndpointSequence[] = [];
  private readonly chains: DraftChain[] = [];
  private readonly candidates: StaticCandidate[] = [];
  private readonly holdBack: HoldBack | undefined;
  private driftDetector = new DriftDetector();
  private readonly running = new Set<EndpointSequence>();
  private hasStaticFailed = false;

  constructor(private readonly options: SpeculationOptions) {
    const { holdBackRandom } = options;
    this.holdBack = holdBackRandom === undefined ? undefined : new HoldBack(holdBackRandom);
    this.needsHidden = options.neural !== undefined;
    this.state = new EndpointState(
      options.endpointMemory ?? memorySizeOf(options.memoryBytes ?? defaultMemoryBytes),
    );
    this.staticCost = new StaticCost(options.stepCost.at(1, 1) * firstStaticShare);
  }

  open(
    history: TokenHistory,
    mode: SpeculationMode = 'auto',
    learning: Learning = 'on',
  ): SequenceSpeculation {
    const { state, options } = this;
    const { memory: endpoint, calibration } = state;
    const request = this.idleMemories.pop() ?? new TokenMemory(options.requestMemory ?? defaultRequestMemory);
    const lane = mode === 'adaptive' ? undefined : options.neural?.speculator.open(history.length, learning);
    const record = new RequestRecord();
    const proposer = new Proposer(request, endpoint, calibration, lane);
    proposer.choice = mode === 'auto' ? 'all' : mode;
    const sequence = new EndpointSequence({
      history,
      learning,
      request,
      endpoint,
      chain: new DraftChain(proposer, calibration, record),
      record,
      neural: lane === undefined ? undefined : { lane, record: state.staticBenefit.open(learning) },
      onClose: (ended) => {
        this.running.delete(sequence);
        this.release(request);
        if (ended.hasTaught) this.noteTaught(record, ended);
      },
    });
    this.running.add(sequence);
    return sequence;
  }

  /** How near the traffic is to a drift: 0 as usual, 1 at an alarm; and the drift that lasts, if one does. */
  get drift(): { readonly score: number; readonly current: DriftEvent | undefined } {
    return this.driftDetector;
  }

  plan(batch: readonly SequenceSpeculation[]): void | Promise<void> {
    this.sequences.length = 0;
    this.chains.length = 0;
    for (const sequence of batch) {
      if (!(sequence instanceof EndpointSequence))
        throw new TypeError('the sequence belongs to another speculation');
      this.sequences.push(sequence);
      this.chains.push(sequence.begin(false));
    }
    if (this.holdBack?.decide() === true) return this.nameArms();
    const goodput = this.planner.plan(this.chains, this.stepMs);
    const call = this.planStatic(goodput);
    if (call !== undefined) return this.planAgain(call);
    this.nameArms();
  }

  observeStep(step: StepObservation): void {
    this.options.stepCost.observe(step.rows, step.lanes, step.scoreMs);
    this.holdBack?.observe(step);
  }

  /** What each kind of proposal is worth here. It knows no tokens, so endpoints may pool it. */
  get calibration(): Calibration {
    return this.state.calibration;
  }

  /** How many tokens of its traffic the endpoint has learned from, in all. */
  get learnedTokens(): number {
    return this.state.memory.recordedTokens;
  }

  /** A copy of all that was learned, in the format of the README. */
  saveState(): Uint8Array {
    return this.state.save();
  }

  /**
   * Goes on from a saved state in place of the present one; sequences that run go on too. Throws `StateRefused` and
   * changes nothing if the bytes are damaged, or saved by another version or with another memory size.
   */
  restoreState(bytes: Uint8Array): void {
    this.state.restore(bytes);
  }

  /**
   * Adds what another replica of the endpoint has learned; `base` is the state that both went on from, if they did. Refuses
   * what `restoreState` refuses.
   */
  mergeState(bytes: Uint8Array, base?: Uint8Array): void {
    this.state.merge(bytes, base);
  }

  /** Learns sequences that have ended once more: after a restore that lacks them. */
  relearn(sequences: readonly TaughtSequence[]): void {
    const { memory } = this.state;
    for (const { tokens, promptLength } of sequences) {
      memory.count(tokens, promptLength, tokens.length);
      recordAnswer(memory, { tokens, promptLength, length: tokens.length });
    }
  }

  /** Forgets all that was learned, and learns nothing from the sequences that run. */
  forget(): void {
    this.state.forget();
    this.driftDetector = new DriftDetector();
    for (const sequence of this.running) sequence.stopTeaching();
  }

  /** Throws, naming what is broken, unless all invariants of the state hold. */
  checkIntegrity(): void {
    this.state.checkIntegrity();
  }

  /** The target or the static speculator has new weights: what that is worth has to show anew. The rest adapts by itself. */
  noteRevision(): void {
    this.state.staticBenefit.discount();
  }

  /** How much faster tokens come than they would without speculation; undefined until that is known. */
  get liveSpeedup(): LiveSpeedup | undefined {
    return this.holdBack?.estimate;
  }

  /** Counting takes 1 % of a row, so it needs no term of its own. */
  private readonly stepMs = (rows: number): number =>
    this.options.stepCost.at(rows, Math.max(1, this.chains.length));

  private noteTaught(record: RequestRecord, ended: EndedSequence): void {
    const { tokens, promptLength, length } = ended;
    this.options.onTaught?.({ tokens: tokens.slice(0, length), promptLength });
    this.watchDrift(record, ended);
  }

  /** What was learned of the old traffic counts less at once, so that drafts shorten until the new one is known. */
  private watchDrift(record: RequestRecord, ended: EndedSequence): void {
    const event = this.driftDetector.observe(record, ended);
    if (event === undefined) return;
    if (event.end === undefined) {
      this.state.calibration.discount();
      this.state.staticBenefit.discount();
    }
    this.options.onDrift?.(event);
  }

  private planStatic(goodput: number): StaticCall | undefined {
    const { neural } = this.options;
    if (neural === undefined || this.hasStaticFailed) return undefined;
    this.candidates.length = 0;
    let rows = 0;
    let expectedTokens = 0;
    this.sequences.forEach((sequence, index) => {
      const chain = this.chains[index];
      rows += 1 + chain.draft.length;
      expectedTokens += 1 + chain.expectedAccepted;
      const { lookaheadMax } = sequence;
      if (sequence.neural !== undefined && lookaheadMax > 0) {
        this.candidates.push({ chain, record: sequence.neural.record, lookaheadMax });
      }
    });
    return planStaticCall(this.candidates, {
      lanes: this.sequences.length,
      rows,
      expectedTokens,
      goodput,
      stepMs: this.stepMs,
      cost: this.staticCost,
      lookaheadMax: neural.speculator.lookaheadMax,
    });
  }

  /** Asks the model, then plans once more with its drafts among the proposals. */
  private async planAgain(call: StaticCall): Promise<void> {
    const { speculator, now } = this.options.neural!;
    const lanes = call.candidates.map(({ chain }) => chain.proposer.staticLane!);
    const startedMs = now();
    try {
      await speculator.draft(lanes, call);
    } catch {
      // Drafts are a help, not a need: a model that fails is asked no more.
      this.hasStaticFailed = true;
      return this.nameArms();
    }
    this.staticCost.observe(Math.max(...lanes.map(({ length }) => length)), lanes.length, now() - startedMs);
    const asked = new Set(call.candidates.map(({ chain }) => chain));
    this.sequences.forEach((sequence, index) => sequence.begin(asked.has(this.chains[index])));
    this.planner.plan(this.chains, this.stepMs);
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
