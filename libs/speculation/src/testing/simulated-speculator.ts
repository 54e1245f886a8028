import { ManualClock, SeededRandom } from '@slipstream/testing';

import type { Arm, SequenceSpeculation, Speculation } from '../speculation.js';
import type { StaticDraftOptions, StaticLane, StaticSpeculator } from '../static-speculator.js';
import { verifyDraft } from '../verify-draft.js';
import { GrowingHistory, type SimulatedRequest } from './simulation.js';

/** What a call takes. */
const callMs = 0.4;
const tokenMs = 0.2;
const draftMax = 8;

class SimulatedLane implements StaticLane {
  readonly tokens = new Int32Array(draftMax);
  readonly probabilities = new Float32Array(draftMax).fill(0.95);
  length = 0;
  /** Tokens of the text that were read, or follow one that was. */
  knownLength = 0;

  constructor(readonly text: Int32Array) {}

  read(position: number): void {
    this.knownLength = position + 2;
  }

  close(): void {}
}

/** A static speculator that knows the text and gives each token of it with a given probability, else a wrong one. */
export class SimulatedSpeculator implements StaticSpeculator {
  readonly lookaheadMax = draftMax;
  readonly clock = new ManualClock();
  /** The share of its tokens that are right; it always thinks that it is 0.95. */
  acceptance: number;
  /** Of the sequence that is opened next. */
  text: Int32Array = new Int32Array(0);
  /** The lane that was opened last, and those that were drafted for since this was emptied. */
  opened: StaticLane | undefined;
  readonly asked = new Set<StaticLane>();
  private readonly random: SeededRandom;

  constructor({ acceptance, seed = 1 }: { acceptance: number; seed?: number }) {
    this.acceptance = acceptance;
    this.random = new SeededRandom(seed);
  }

  open(): StaticLane {
    return (this.opened = new SimulatedLane(this.text));
  }

  draft(lanes: readonly StaticLane[], { lookahead }: StaticDraftOptions): Promise<void> {
    for (const lane of lanes as readonly SimulatedLane[]) {
      this.asked.add(lane);
      lane.length = lookahead;
      for (let index = 0; index < lookahead; index++) {
        const truth = lane.text[lane.knownLength + index] ?? 0;
        lane.tokens[index] = this.random.next() < this.acceptance ? truth : truth + 1;
      }
    }
    this.clock.advance(callMs + tokenMs * lookahead);
    return Promise.resolve();
  }
}

export interface SimulatedStep {
  readonly arm: Arm;
  readonly drafted: number;
  /** Whether the static speculator was asked. */
  readonly isAsked: boolean;
}

class DecodedRequest {
  readonly steps: SimulatedStep[] = [];
  readonly sequence: SequenceSpeculation;
  private readonly lane: StaticLane;
  private readonly history: GrowingHistory;

  constructor(
    private readonly speculator: SimulatedSpeculator,
    speculation: Speculation,
    private readonly request: SimulatedRequest,
  ) {
    const { tokens, promptLength } = request;
    this.history = new GrowingHistory(tokens.length);
    speculator.text = tokens;
    this.sequence = speculation.open(this.history, 'auto');
    this.lane = speculator.opened!;
    this.history.append(tokens.subarray(0, promptLength));
    this.observe(promptLength - 2);
  }

  get isFinished(): boolean {
    return this.history.length === this.request.tokens.length;
  }

  /** Takes the step that was planned. */
  step(): void {
    const { speculator, history, sequence, lane } = this;
    const { tokens } = this.request;
    const { length: base } = history;
    const { arm, length: drafted } = sequence.draft;
    const accepted = verifyDraft(
      sequence.draft,
      (row) => tokens[base + row]!,
      (token) => {
        history.append([token]);
        return !this.isFinished;
      },
    );
    sequence.settle(accepted);
    this.observe(base - 1);
    this.steps.push({ arm, drafted, isAsked: speculator.asked.has(lane) });
    if (this.isFinished) sequence.close();
  }

  /** Hidden states come from position `from` on, as far as the next token is known. */
  private observe(from: number): void {
    const { history, sequence, request } = this;
    const count = history.length - 1 - from;
    sequence.observeHidden(from, new Float32Array(count), count);
    sequence.observe();
    sequence.lookaheadMax = Math.max(0, Math.min(63, request.tokens.length - history.length - 1));
  }
}

/** Decodes requests whose answers are known side by side, and tells of the steps of each. */
export async function decodeTogether(
  speculator: SimulatedSpeculator,
  speculation: Speculation,
  requests: readonly SimulatedRequest[],
): Promise<SimulatedStep[][]> {
  const decoded = requests.map((request) => new DecodedRequest(speculator, speculation, request));
  for (;;) {
    const running = decoded.filter(({ isFinished }) => !isFinished);
    if (running.length === 0) return decoded.map(({ steps }) => steps);
    speculator.asked.clear();
    await speculation.plan(running.map(({ sequence }) => sequence));
    for (const request of running) request.step();
  }
}

export async function decodeAsking(
  speculator: SimulatedSpeculator,
  speculation: Speculation,
  request: SimulatedRequest,
): Promise<SimulatedStep[]> {
  const [steps] = await decodeTogether(speculator, speculation, [request]);
  return steps!;
}
