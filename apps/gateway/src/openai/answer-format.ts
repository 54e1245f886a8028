import type { ChoiceCollector } from './choice-collector.js';
import type { ChunkWriter } from './chunk-writer.js';

/** What an answer has beyond its choices, because the request asked for it. */
export interface AnswerExtras {
  readonly usage: 'included' | 'left-out';
  readonly speculation: 'included' | 'left-out';
}

/** How one route words its answers. */
export interface AnswerFormat {
  /** Whole answers always have their usage. */
  whole(collector: ChoiceCollector, extras: Pick<AnswerExtras, 'speculation'>): object;
  createChunkWriter(extras: AnswerExtras): ChunkWriter;
}
