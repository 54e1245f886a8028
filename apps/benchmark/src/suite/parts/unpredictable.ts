import { openEndedTraffic } from '../../traffic/open-ended.js';
import { definePart } from '../part.js';
import { generatedPrompts } from '../suite-prompts.js';
import { type Level, measureLevels } from './measure-levels.js';

/**
 * Text with nothing to predict: open-ended questions at temperature 1.5. The arms take turns of many requests, in which
 * the fine-tuning of the static layer runs beside the decoding; what is left of it when a turn ends is waited for.
 */
export const unpredictable = definePart({
  settings: ({ quick }) => ({
    traffic: { seed: 9 },
    levels: [
      { concurrency: 1, linesPerTurn: quick ? 4 : 32, turns: quick ? 2 : 4 },
      { concurrency: 16, linesPerTurn: quick ? 16 : 64, turns: quick ? 2 : 4 },
    ] satisfies Level[],
    arms: ['none', 'auto'] as const,
    maxTokens: quick ? 24 : 48,
    temperature: 1.5,
    seed: 1,
    adaptation: 'idle' as const,
  }),
  measure: (context, settings) =>
    measureLevels(
      context,
      settings.levels,
      (count) => generatedPrompts(openEndedTraffic({ count, ...settings.traffic })),
      settings,
    ),
});
