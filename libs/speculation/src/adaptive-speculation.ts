import { AdaptiveSequence } from './adaptive-sequence.js';
import { Calibration } from './calibration.js';
import { DraftChain } from './draft-chain.js';
import { DraftPlanner } from './draft-planner.js';
import { Proposer } from './proposer.js';
import type { SequenceSpeculation, Speculation, TokenHistory } from './speculation.js';
import type { StepCost } from './step-cost.js';
import { TokenMemory, type TokenMemorySize } from './token-memory.js';

export interface SpeculationOptions {
  /** What a step costs on this node; it is updated by `observeStep`. */
  readonly stepCost: StepCost;
  readonly endpointMemory?: TokenMemorySize;
  readonly requestMemory?: TokenMemorySize;
}

/** 262,144 tokens and as many contexts: 13 MB an endpoint. */
const defaultEndpointMemory: TokenMemorySize = { ringLog2: 18, ngramsLog2: 18 };
/** A context of 8,192 tokens in full: 2.6 MB a sequence. */
const defaultRequestMemory: TokenMemorySize = { ringLog2: 14, ngramsLog2: 16 };
/** Memories of finished sequences kept for the next ones: opening a sequence then allocates next to nothing. */
const idleMemoriesMax = 32;

export function createSpeculation(options: SpeculationOptions): AdaptiveSpeculation {
  return new AdaptiveSpeculation(options);
}

/** Learns from the endpoint's own traffic what comes next, how sure that is, and what a step costs. */
export class AdaptiveSpeculation implements Speculation {
  /** What each kind of proposal is worth here. It knows no tokens, so endpoints may pool it. */
  readonly calibration = new Calibration();
  private readonly endpoint: TokenMemory;
  private readonly planner = new DraftPlanner();
  private readonly stepCost: StepCost;
  private readonly requestMemorySize: TokenMemorySize;
  private readonly idleMemories: TokenMemory[] = [];
  private readonly chains: DraftChain[] = [];
  private lanes = 1;

  constructor(options: SpeculationOptions) {
    this.stepCost = options.stepCost;
    this.endpoint = new TokenMemory(options.endpointMemory ?? defaultEndpointMemory);
    this.requestMemorySize = options.requestMemory ?? defaultRequestMemory;
  }

  open(history: TokenHistory): SequenceSpeculation {
    const { endpoint, calibration } = this;
    const request = this.idleMemories.pop() ?? new TokenMemory(this.requestMemorySize);
    const chain = new DraftChain(new Proposer(request, endpoint, calibration), calibration);
    return new AdaptiveSequence({ history, request, endpoint, chain, onClose: () => this.release(request) });
  }

  plan(batch: readonly SequenceSpeculation[]): void {
    this.chains.length = 0;
    for (const sequence of batch) {
      if (!(sequence instanceof AdaptiveSequence))
        throw new TypeError('the sequence belongs to another speculation');
      this.chains.push(sequence.begin());
    }
    this.lanes = batch.length;
    this.planner.plan(this.chains, this.stepMs);
    for (const { draft } of this.chains) draft.arm = draft.length === 0 ? 'none' : 'adaptive';
  }

  observeStep(rows: number, lanes: number, elapsedMs: number): void {
    this.stepCost.observe(rows, lanes, elapsedMs);
  }

  /** Drafting is part of the steps that are measured, so it needs no term of its own (a token is 1 % of a row). */
  private readonly stepMs = (rows: number): number => this.stepCost.at(rows, this.lanes);

  private release(memory: TokenMemory): void {
    if (this.idleMemories.length >= idleMemoriesMax) return;
    memory.clear();
    this.idleMemories.push(memory);
  }
}
