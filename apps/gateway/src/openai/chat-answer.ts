import type { ChatCompletion, ChatCompletionChunk, ChatLogprobs, TokenLogprob } from '@slipstream/contract';
import type { AnswerExtras, AnswerFormat } from './answer-format.js';
import type { ChoiceCollector } from './choice-collector.js';
import { ChunkWriter, type ChoiceWording } from './chunk-writer.js';
import { toUsage, type Envelope } from './envelope.js';
import { speculationField } from './speculation-field.js';

/** `/v1/chat/completions`, streamed and whole. */
export class ChatAnswer implements AnswerFormat {
  constructor(
    private readonly envelope: Envelope,
    private readonly logprobs: 'included' | 'left-out',
  ) {}

  whole(
    { choices, fingerprint, usage, speculation }: ChoiceCollector,
    extras: Pick<AnswerExtras, 'speculation'>,
  ): ChatCompletion {
    return {
      ...this.envelope,
      object: 'chat.completion',
      system_fingerprint: fingerprint,
      choices: choices.map(({ index, text, logprobs, reason }) => ({
        index,
        message: { role: 'assistant', content: text, refusal: null },
        logprobs: this.logprobs === 'included' ? toChatLogprobs(logprobs) : null,
        finish_reason: reason,
      })),
      usage: toUsage(usage),
      ...(extras.speculation === 'included' ? speculationField(speculation) : {}),
    };
  }

  createChunkWriter(extras: AnswerExtras): ChunkWriter {
    const envelope = { ...this.envelope, object: 'chat.completion.chunk' };
    return new ChunkWriter(chatWording, { envelope, ...extras });
  }
}

type ChatChoice = ChatCompletionChunk['choices'][number];

const chatWording: ChoiceWording<ChatChoice> = {
  opening: (index) => [
    {
      index,
      delta: { role: 'assistant', content: '', refusal: null },
      logprobs: null,
      finish_reason: null,
    },
  ],
  delta: ({ index, text, logprobs }) => ({
    index,
    delta: { content: text },
    logprobs: logprobs ? toChatLogprobs(logprobs) : null,
    finish_reason: null,
  }),
  finish: (index, reason) => ({ index, delta: {}, logprobs: null, finish_reason: reason }),
};

function toChatLogprobs(logprobs: readonly TokenLogprob[]): ChatLogprobs {
  return { content: logprobs.map(({ top, ...token }) => ({ ...token, top_logprobs: top })), refusal: null };
}
