import type { ChoiceProgress } from '@slipstream/contract';
import type { SequenceOutcome, SequenceRequest } from '@slipstream/decode';
import type { TokenId } from '@slipstream/speculation';

import type { ChoiceListener, ShownToken } from './choice.js';
import { sumOfFigures } from './speculation-details.js';

export type RunningChoice = Extract<ChoiceProgress, { state: 'running' }>;

export const fromTheStart: RunningChoice = { state: 'running', tokens: [], textLength: 0 };

/** The part of a choice that an attempt decodes when earlier attempts had already decoded all of it. */
export const nothingDecoded: SequenceOutcome = {
  reason: 'length',
  promptTokens: 0,
  cachedTokens: Infinity,
  completionTokens: 0,
  steps: 0,
  draftedTokens: 0,
  acceptedTokens: 0,
  speculation: sumOfFigures([]),
};

/** The same sequence from where an earlier attempt left it: the tokens it emitted now stand before the next one. */
export function resumeSequence(sequence: SequenceRequest, tokens: readonly TokenId[]): SequenceRequest {
  if (tokens.length === 0) return sequence;
  return {
    ...sequence,
    promptTokens: Int32Array.from([...sequence.promptTokens, ...tokens]),
    resumedCount: tokens.length,
    maxTokens: sequence.maxTokens - tokens.length,
  };
}

/** Tokens that earlier attempts had committed, as far as they were told. */
export function committedBefore(choices: readonly ChoiceProgress[]): number {
  const countOf = (choice: ChoiceProgress): number =>
    choice.state === 'running' ? choice.tokens.length : choice.completionTokens;
  return choices.reduce((total, choice) => total + countOf(choice), 0);
}

/** Passes on of a choice that is told anew only what was not told before. */
export class UntoldDeltas implements ChoiceListener {
  private toldTokens: number;
  private toldLength: number;

  constructor(
    private readonly listener: ChoiceListener,
    told: { readonly tokenCount: number; readonly textLength: number },
  ) {
    this.toldTokens = told.tokenCount;
    this.toldLength = told.textLength;
  }

  onDelta(text: string, tokens: readonly ShownToken[]): void {
    const newText = text.slice(this.toldLength);
    const newTokens = tokens.slice(this.toldTokens);
    this.toldLength -= text.length - newText.length;
    this.toldTokens -= tokens.length - newTokens.length;
    if (newText !== '' || newTokens.length > 0) this.listener.onDelta(newText, newTokens);
  }

  onFinish(...end: Parameters<ChoiceListener['onFinish']>): void {
    this.listener.onFinish(...end);
  }
}
