import { narrowTraffic } from '../../traffic/narrow.js';
import { definePart } from '../part.js';
import { generatedPrompts } from '../suite-prompts.js';
import { type Level, measureLevels } from './measure-levels.js';

/** Requests in flight at once, of the three narrow kinds in turn, greedy. */
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
    measureLevels(context, settings.levels, (count) => mixedPrompts(count, settings.seed), settings),
});

/** One stream in which the narrow kinds take turns. */
function mixedPrompts(count: number, seed: number) {
  const each = Math.ceil(count / 3);
  const lines = narrowTraffic({ count: each, seed });
  const mixed = Array.from(
    { length: count },
    (_, index) => lines[(index % 3) * each + Math.floor(index / 3)]!,
  );
  return generatedPrompts(mixed.map(({ prompt }) => ({ stream: 'mixed', prompt })));
}
