import { measureArms } from '../measure-arms.js';
import { definePart } from '../part.js';
import { narrowAndBroadPrompts, optionalSpecBench } from '../suite-prompts.js';

/** The controller against always drafting so many tokens, with the same proposals. Nobody is fine-tuned. */
export const fixedLookahead = definePart({
  settings: async (options) => ({
    traffic: { count: options.quick ? 3 : 20, seed: 7 },
    specBench: await optionalSpecBench(options, options.quick ? 6 : 60),
    arms: ['none', 'auto', 'fixed-1', 'fixed-2', 'fixed-4', 'fixed-8', 'fixed-16'] as const,
    maxTokens: options.quick ? 24 : 80,
    temperature: 0,
    seed: 1,
    concurrency: 1,
    adaptation: 'off' as const,
  }),
  measure: async (context, settings) =>
    measureArms(context, await narrowAndBroadPrompts(context.options, settings), settings),
});
