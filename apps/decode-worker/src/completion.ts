import type {
  ChoiceProgress,
  DecodeEvent,
  DecodeUsage,
  SpeculationReport,
  TokenAlternative,
  TokenLogprob,
} from '@slipstream/contract';
import type {
  DecodeEngine,
  SequenceHandle,
  SequenceOutcome,
  SequenceRequest,
  SequenceSink,
  TokenLogprobs,
} from '@slipstream/decode';
import type { TokenId } from '@slipstream/speculation';
import type { Tokenizer } from '@slipstream/tokenizer';

import { Choice, type ChoiceListener, type ShownToken } from './choice.js';
import { seedOfChoice } from './choice-seed.js';
import {
  fromTheStart,
  nothingDecoded,
  resumeSequence,
  type RunningChoice,
  UntoldDeltas,
} from './resumption.js';
import { sumOfFigures } from './speculation-details.js';

/** What the routes need of the decode engine. */
export type Engine = Pick<DecodeEngine, 'submit' | 'load'>;

export interface CompletionRequest {
  /** Equal fingerprints promise equal text for equal requests. */
  readonly fingerprint: string;
  readonly sequence: SequenceRequest;
  readonly choiceCount: number;
  readonly stops: readonly string[];
  /** How far earlier attempts got, one for each choice; empty for a request that begins. */
  readonly resumed: readonly ChoiceProgress[];
}

/** How a completion ended, and what it took. */
export interface CompletionSummary {
  readonly outcome: 'completed' | 'aborted' | 'failed';
  readonly usage: DecodeUsage;
  readonly speculation: SpeculationReport;
}

export interface CompletionListener {
  onEvent(event: DecodeEvent): void;
  /** The completion is being aborted: its sequences end before their next step. */
  onAbort(): void;
  /** A choice ended, in whatever way. The outcome is of what was decoded here. */
  onSequenceEnd(outcome: SequenceOutcome): void;
  /** The target committed a token to one of the choices. */
  onCommit(): void;
  /** Every choice ended. Told before the last event, so that nobody knows of a usage that is not recorded. */
  onSettled(summary: CompletionSummary): void;
  /** Nothing follows. */
  onEnd(): void;
}

/**
 * One request: its prompt, continued once per choice. The prompt is submitted once per choice and the engine
 * shares its keys and values, so no choice waits for another.
 *
 * Usage counts the tokens that the target emitted: the one that completes a stop string is counted, the end-of-text
 * token, which is never emitted, is not. Both follow from the text alone, so speculation cannot change the bill.
 */
export class Completion {
  private readonly handles: SequenceHandle[] = [];
  private readonly outcomes: SequenceOutcome[] = [];
  private readonly utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  private isAborted = false;
  private hasFailed = false;

  constructor(
    private readonly request: CompletionRequest,
    private readonly tokenizer: Pick<Tokenizer, 'stream' | 'tokenBytes'>,
    private readonly listener: CompletionListener,
  ) {}

  start(engine: Engine): void {
    const { sequence, choiceCount, fingerprint, resumed } = this.request;
    // How much of the prompt is reused shows only when its turn comes; `done` has that figure.
    this.emit({ type: 'start', promptTokens: sequence.promptTokens.length, cachedTokens: 0, fingerprint });
    for (let index = 0; index < choiceCount; index++) {
      this.startChoice(engine, index, resumed[index] ?? fromTheStart);
    }
  }

  /** Ends every choice that has not ended, before its next step. */
  abort(): void {
    if (this.isAborted) return;
    this.isAborted = true;
    this.listener.onAbort();
    for (const handle of this.handles) handle.abort();
  }

  private startChoice(engine: Engine, index: number, progress: ChoiceProgress): void {
    if (progress.state === 'finished') {
      this.settle({ ...nothingDecoded, completionTokens: progress.completionTokens });
      return;
    }
    const choice = this.openChoice(index, progress);
    const sequence = resumeSequence(this.request.sequence, progress.tokens);
    const isStopped = choice.replay(progress.tokens) === 'stop';
    if (isStopped || sequence.maxTokens <= 0) {
      // Only the news of its end was lost.
      choice.onFinish(nothingDecoded);
      return;
    }
    const sampling = { ...sequence.sampling, seed: seedOfChoice(sequence.sampling.seed, index) };
    this.handles.push(engine.submit({ ...sequence, sampling }, this.counted(choice)));
  }

  private counted(choice: Choice): SequenceSink {
    return {
      onToken: (token, logprobs) => {
        this.listener.onCommit();
        return choice.onToken(token, logprobs);
      },
      onStep: () => choice.onStep(),
      onFinish: (outcome) => choice.onFinish(outcome),
    };
  }

  private openChoice(index: number, { tokens, textLength }: RunningChoice): Choice {
    const listener: ChoiceListener = {
      onDelta: (text, shown) => this.emitDelta(index, text, shown),
      onFinish: (reason, part) => {
        const outcome = { ...part, completionTokens: tokens.length + part.completionTokens };
        if (reason === 'failed') this.fail();
        else this.emitFinish(index, reason, outcome);
        if (part !== nothingDecoded) this.listener.onSequenceEnd(part);
        this.settle(outcome);
      },
    };
    const told = { tokenCount: tokens.length, textLength };
    return new Choice(this.tokenizer.stream(), this.request.stops, new UntoldDeltas(listener, told));
  }

  private emitDelta(index: number, text: string, tokens: readonly ShownToken[]): void {
    this.emit({
      type: 'delta',
      index,
      text,
      tokens: tokens.map(({ token }) => token),
      ...(this.request.sequence.topLogprobs === undefined ? {} : { logprobs: this.logprobEntries(tokens) }),
    });
  }

  private emitFinish(index: number, reason: 'stop' | 'length' | 'aborted', outcome: SequenceOutcome): void {
    this.emit({ type: 'finish', index, reason, completionTokens: outcome.completionTokens });
  }

  /** A choice that fails takes the others with it: a client cannot use half an answer. */
  private fail(): void {
    if (this.hasFailed) return;
    const message = 'The worker failed while decoding this request. Send it again.';
    this.emit({ type: 'error', code: 'internal', message });
    this.hasFailed = true;
    this.abort();
  }

  private settle(outcome: SequenceOutcome): void {
    this.outcomes.push(outcome);
    if (this.outcomes.length < this.request.choiceCount) return;
    const summary = this.summarize();
    this.listener.onSettled(summary);
    const { usage, speculation } = summary;
    this.emit({ type: 'done', usage, speculation });
    this.listener.onEnd();
  }

  private summarize(): CompletionSummary {
    const isAborted = this.outcomes.some(({ reason }) => reason === 'aborted');
    return {
      outcome: this.hasFailed ? 'failed' : isAborted ? 'aborted' : 'completed',
      usage: usageOf(this.outcomes, this.request.sequence.promptTokens.length),
      speculation: speculationOf(this.outcomes),
    };
  }

  private emit(event: DecodeEvent): void {
    if (!this.hasFailed) this.listener.onEvent(event);
  }

  private logprobEntries(tokens: readonly ShownToken[]): TokenLogprob[] {
    return tokens.flatMap(({ token, logprobs }) =>
      logprobs === undefined ? [] : [this.logprobEntry(token, logprobs)],
    );
  }

  private logprobEntry(token: TokenId, { logprob, top }: TokenLogprobs): TokenLogprob {
    return {
      ...this.alternative(token, logprob),
      top: top.map((candidate) => this.alternative(candidate.token, candidate.logprob)),
    };
  }

  private alternative(token: TokenId, logprob: number): TokenAlternative {
    const bytes = this.tokenizer.tokenBytes(token);
    return { token: this.utf8.decode(bytes), bytes: [...bytes], logprob };
  }
}

/**
 * The prompt is one, so it is counted once; of the choices' reuse the smallest counts, because the others also
 * reuse what that one has just computed. What a resumed choice reuses beyond the prompt is its own answer.
 */
function usageOf(outcomes: readonly SequenceOutcome[], promptTokens: number): DecodeUsage {
  return {
    promptTokens,
    completionTokens: sumOf(outcomes, ({ completionTokens }) => completionTokens),
    cachedTokens: Math.min(promptTokens, ...outcomes.map(({ cachedTokens }) => cachedTokens)),
  };
}

function speculationOf(outcomes: readonly SequenceOutcome[]): SpeculationReport {
  const steps = sumOf(outcomes, (outcome) => outcome.steps);
  const acceptedTokens = sumOf(outcomes, (outcome) => outcome.acceptedTokens);
  return {
    steps,
    draftedTokens: sumOf(outcomes, (outcome) => outcome.draftedTokens),
    acceptedTokens,
    acceptanceLength: steps === 0 ? 1 : 1 + acceptedTokens / steps,
    details: sumOfFigures(outcomes.map(({ speculation }) => speculation)),
  };
}

function sumOf(outcomes: readonly SequenceOutcome[], valueOf: (outcome: SequenceOutcome) => number): number {
  return outcomes.reduce((total, outcome) => total + valueOf(outcome), 0);
}
