import type { CompletionLogprobs, TokenAlternative, TokenLogprob } from '@slipstream/contract';

/** Writes one choice's log probabilities in the older form, whose offsets run through the whole choice. */
export class CompletionLogprobsWriter {
  private readonly utf8 = new TextDecoder();
  private offset = 0;

  write(logprobs: readonly TokenLogprob[]): CompletionLogprobs {
    return {
      tokens: logprobs.map(tokenName),
      token_logprobs: logprobs.map(({ logprob }) => logprob),
      top_logprobs: logprobs.map(toTopLogprobs),
      text_offset: logprobs.map(({ bytes }) => this.advance(bytes)),
    };
  }

  /** Returns where the token begins, in characters as Python counts them: code points. */
  private advance(bytes: readonly number[]): number {
    const start = this.offset;
    const text = this.utf8.decode(Uint8Array.from(bytes), { stream: true });
    this.offset += [...text].length;
    return start;
  }
}

/** The chosen token is always among them, so there may be one more than was asked for. */
function toTopLogprobs({ top, ...chosen }: TokenLogprob): Record<string, number> {
  return Object.fromEntries([...top, chosen].map((token) => [tokenName(token), token.logprob]));
}

/** Parts of a character have no text of their own; OpenAI names them by their bytes, which keeps them apart. */
function tokenName({ token, bytes }: TokenAlternative): string {
  try {
    return strictUtf8.decode(Uint8Array.from(bytes));
  } catch {
    return bytes.length === 0 ? token : `bytes:${bytes.map(toEscape).join('')}`;
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function toEscape(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}
