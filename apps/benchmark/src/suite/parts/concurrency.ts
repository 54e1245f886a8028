import { mixedTraffic } from '../../traffic/narrow.js';
import { definePart } from '../part.js';
import { generatedPrompts } from '../suite-prompts.js';
import { type Level, measureLevels } from './measure-levels.js';

/** Requests in flight at once: orders as JSON, SQL and word problems in turn, greedy. */
export const concurrency = definePart({
  settings: ({ quick }) => ({
    seed: 8,
    levels: (quick ? [1, 4] : [1, 2, 4, 8, 16]).map((concurrency): Level => ({
      concurrency,
      linesPerTurn: 4 * concurrency,
      turns: quick ? 2 : concurrency < 4 ? 6 : 3,
    })),
    arms: ['none', 'auto'] as const,
    maxTokens: quick ? 24 : 40,
    temperature: 0,
    adaptation: 'off' as const,
  }),
  measure: (context, settings) =>
    measureLevels(
      context,
      settings.levels,
      (count) => generatedPrompts(mixedTraffic({ count, seed: settings.seed })),
      settings,
    ),
});
