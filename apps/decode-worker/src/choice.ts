import type { FinishReason, SequenceOutcome, SequenceSink, TokenLogprobs } from '@slipstream/decode';
import type { TokenId } from '@slipstream/speculation';
import type { TokenText } from '@slipstream/tokenizer';

import { StopMatcher } from './stop-matcher.js';

/** A token whose text may now be shown. */
export interface ShownToken {
  readonly token: TokenId;
  readonly logprobs: TokenLogprobs | undefined;
}

export interface ChoiceListener {
  /** More text may be shown. `tokens` are those whose last character is now out, so either list may be empty. */
  onDelta(text: string, tokens: readonly ShownToken[]): void;
  /** Called exactly once, after the last delta. */
  onFinish(reason: FinishReason, outcome: SequenceOutcome): void;
}

/** A token that waits for its text to be shown: where its characters begin and end in the text of the choice. */
interface WaitingToken extends ShownToken {
  readonly start: number;
  readonly end: number;
}

/**
 * One choice of a request: makes text of a sequence's tokens and ends it before the first stop string.
 *
 * Tokens, characters and stop strings have different borders. Everything here is a function of the tokens alone,
 * one after the other, so deltas may be cut differently with speculation but their sum never differs.
 */
export class Choice implements SequenceSink {
  private readonly stops: StopMatcher;
  private readonly waiting: WaitingToken[] = [];
  private text = '';
  private decodedLength = 0;
  private shownLength = 0;
  private isStopped = false;

  constructor(
    private readonly characters: TokenText,
    stops: readonly string[],
    private readonly listener: ChoiceListener,
  ) {
    this.stops = new StopMatcher(stops);
  }

  onToken(token: TokenId, logprobs: TokenLogprobs | undefined): 'continue' | 'stop' {
    const start = this.decodedLength;
    const piece = this.characters.push(token);
    // A token that ends inside a character is out only when that character is.
    const end = start + piece.length + (this.characters.hasPendingBytes ? 1 : 0);
    this.waiting.push({ token, logprobs, start, end });
    this.append(piece);
    return this.isStopped ? 'stop' : 'continue';
  }

  /** Takes in tokens that an earlier attempt emitted. Returns 'stop' when the choice had ended with them. */
  replay(tokens: readonly TokenId[]): 'continue' | 'stop' {
    for (const token of tokens) {
      if (this.onToken(token, undefined) === 'stop') return 'stop';
    }
    return 'continue';
  }

  onStep(): void {
    const tokens = this.takeShownTokens();
    if (this.text === '' && tokens.length === 0) return;
    const text = this.text;
    this.text = '';
    this.listener.onDelta(text, tokens);
  }

  onFinish(outcome: SequenceOutcome): void {
    // One that was cut short may go on elsewhere: half a character, or what may begin a stop string, is left to that.
    const isCutShort = outcome.reason === 'aborted' || outcome.reason === 'failed';
    if (!isCutShort) this.showRest();
    this.onStep();
    this.listener.onFinish(this.isStopped ? 'stop' : outcome.reason, outcome);
  }

  private showRest(): void {
    if (!this.isStopped) this.append(this.characters.flush());
    if (!this.isStopped) this.show(this.stops.flush());
    if (!this.isStopped) this.shownLength = Infinity;
  }

  private append(piece: string): void {
    this.decodedLength += piece.length;
    const released = this.stops.push(piece);
    this.show(released.text);
    this.isStopped = released.isStopped;
  }

  private show(text: string): void {
    this.text += text;
    this.shownLength += text.length;
  }

  /** After a stop, a token counts as shown if any of its text came before the stop string. */
  private takeShownTokens(): ShownToken[] {
    const isShown = ({ start, end }: WaitingToken): boolean =>
      this.isStopped ? start < this.shownLength : end <= this.shownLength;
    const hidden = this.waiting.findIndex((waiting) => !isShown(waiting));
    return this.waiting.splice(0, hidden === -1 ? this.waiting.length : hidden);
  }
}
