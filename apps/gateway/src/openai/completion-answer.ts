import type { Completion, CompletionChunk } from '@slipstream/contract';
import type { AnswerExtras, AnswerFormat } from './answer-format.js';
import type { ChoiceCollector } from './choice-collector.js';
import { ChunkWriter, type ChoiceWording } from './chunk-writer.js';
import { CompletionLogprobsWriter } from './completion-logprobs.js';
import { toUsage, type Envelope } from './envelope.js';
import { speculationField } from './speculation-field.js';

/** `/v1/completions`, streamed and whole. */
export class CompletionAnswer implements AnswerFormat {
  constructor(
    private readonly envelope: Envelope,
    private readonly logprobs: 'included' | 'left-out',
  ) {}

  whole(
    { choices, fingerprint, usage, speculation }: ChoiceCollector,
    extras: Pick<AnswerExtras, 'speculation'>,
  ): Completion {
    return {
      ...this.envelope,
      object: 'text_completion',
      system_fingerprint: fingerprint,
      choices: choices.map(({ index, text, logprobs, reason }) => ({
        index,
        text,
        logprobs: this.logprobs === 'included' ? new CompletionLogprobsWriter().write(logprobs) : null,
        finish_reason: reason,
      })),
      usage: toUsage(usage),
      ...(extras.speculation === 'included' ? speculationField(speculation) : {}),
    };
  }

  createChunkWriter(extras: AnswerExtras): ChunkWriter {
    const envelope = { ...this.envelope, object: 'text_completion' };
    return new ChunkWriter(new CompletionWording(), { envelope, ...extras });
  }
}

type CompletionChoice = CompletionChunk['choices'][number];

class CompletionWording implements ChoiceWording<CompletionChoice> {
  private readonly logprobsWriters = new Map<number, CompletionLogprobsWriter>();

  opening(): CompletionChoice[] {
    return [];
  }

  delta({
    index,
    text,
    logprobs,
  }: Parameters<ChoiceWording<CompletionChoice>['delta']>[0]): CompletionChoice {
    const written = logprobs ? this.logprobsWriterOf(index).write(logprobs) : null;
    return { index, text, logprobs: written, finish_reason: null };
  }

  finish(index: number, reason: 'stop' | 'length'): CompletionChoice {
    return { index, text: '', logprobs: null, finish_reason: reason };
  }

  private logprobsWriterOf(index: number): CompletionLogprobsWriter {
    const writer = this.logprobsWriters.get(index) ?? new CompletionLogprobsWriter();
    this.logprobsWriters.set(index, writer);
    return writer;
  }
}
