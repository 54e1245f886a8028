import { measureArms, type MeasureArmsOptions, type StreamsFigures } from '../measure-arms.js';
import type { Conversation } from '../../bench/conversation.js';
import type { PartContext } from '../part-context.js';

export interface ConcurrencyFigures {
  readonly levels: readonly (StreamsFigures & { readonly concurrency: number })[];
}

export interface Level {
  readonly concurrency: number;
  readonly linesPerTurn: number;
  readonly turns: number;
}

/** Measures the same arms with more and more requests in flight. `promptsOf` gives so many lines of one stream. */
export async function measureLevels(
  context: PartContext,
  levels: readonly Level[],
  promptsOf: (count: number) => readonly Conversation[],
  options: Omit<MeasureArmsOptions, 'concurrency' | 'linesPerTurn'>,
): Promise<ConcurrencyFigures> {
  const figures: (StreamsFigures & { concurrency: number })[] = [];
  for (const { concurrency, linesPerTurn, turns } of levels) {
    const prompts = promptsOf(linesPerTurn * turns);
    const level = await measureArms(context, prompts, { ...options, concurrency, linesPerTurn });
    figures.push({ concurrency, ...level });
    await context.close();
  }
  return { levels: figures };
}
