import type { ChoiceCollector } from './choice-collector.js';
import type { ChunkWriter } from './chunk-writer.js';

/** How one route words its answers. */
export interface AnswerFormat {
  whole(collector: ChoiceCollector): object;
  /** A fresh writer each time: an attempt that is repeated starts over. */
  createChunkWriter(usage: 'included' | 'left-out'): ChunkWriter;
}
