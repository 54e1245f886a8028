import { ManualClock, SeededRandom } from '@slipstream/testing';

import type { Arm, Speculation } from '../speculation.js';
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
  callCount = 0;
  /** Of the sequence that is opened next. */
  text: Int32Array = new Int32Array(0);
  private readonly random: SeededRandom;

  constructor({ acceptance, seed = 1 }: { acceptance: number; seed?: number }) {
    this.acceptance = acceptance;
    this.random = new SeededRandom(seed);
  }

  open(): StaticLane {
    return new SimulatedLane(this.text);
  }

  draft(lanes: readonly StaticLane[], { lookahead }: StaticDraftOptions): Promise<void> {
    this.callCount++;
    for (const lane of lanes as readonly SimulatedLane[]) {
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
  /** Tokens that the step gave. */
  readonly tokens: number;
  /** Whether the static speculator was asked. */
  readonly isAsked: boolean;
}

/** Decodes a request whose answer is known with a speculation that has this speculator, and tells of its steps. */
export async function decodeAsking(
  speculator: SimulatedSpeculator,
  speculation: Speculation,
  { tokens, promptLength }: SimulatedRequest,
): Promise<SimulatedStep[]> {
  speculator.text = tokens;
  const history = new GrowingHistory(tokens.length);
  const sequence = speculation.open(history, 'auto');
  const bringHidden = (from: number, count: number): void =>
    sequence.observeHidden(from, new Float32Array(count), count);
  history.append(tokens.subarray(0, promptLength));
  bringHidden(promptLength - 2, 1);
  sequence.observe();
  const steps: SimulatedStep[] = [];
  while (history.length < tokens.length) {
    const { length: base } = history;
    const { callCount } = speculator;
    sequence.lookaheadMax = Math.min(63, tokens.length - base - 1);
    await speculation.plan([sequence]);
    const { arm, length: drafted } = sequence.draft;
    const accepted = verifyDraft(
      sequence.draft,
      (row) => tokens[base + row]!,
      (token) => {
        history.append([token]);
        return history.length < tokens.length;
      },
    );
    sequence.settle(accepted);
    bringHidden(base - 1, history.length - base);
    sequence.observe();
    const isAsked = speculator.callCount > callCount;
    steps.push({ arm, drafted, tokens: history.length - base, isAsked });
  }
  sequence.close();
  return steps;
}
