import { measureArms } from '../measure-arms.js';
import { definePart } from '../part.js';
import { narrowAndBroadPrompts, optionalSpecBench } from '../suite-prompts.js';

/** Narrow and broad prompts at temperature 0.7: hardly any answer repeats itself there. */
export const sampled = definePart({
  settings: async (options) => ({
    traffic: { count: options.quick ? 3 : 16, seed: 6 },
    specBench: await optionalSpecBench(options, options.quick ? 6 : 24),
    arms: ['none', 'static', 'auto'] as const,
    maxTokens: options.quick ? 32 : 96,
    temperature: 0.7,
    seed: 1,
    concurrency: 1,
    adaptation: 'off' as const,
  }),
  measure: async (context, settings) =>
    measureArms(context, await narrowAndBroadPrompts(context.options, settings), settings),
});
