import { measureArms } from '../measure-arms.js';
import { definePart } from '../part.js';
import { specBenchPrompts, specBenchSettings } from '../suite-prompts.js';

/** Broad prompts by task, greedy. The streams are too short for the static layer to be fine-tuned. */
export const specBench = definePart({
  settings: async (options) => ({
    specBench: await specBenchSettings(options, options.quick ? 6 : 96),
    arms: ['none', 'static', 'adaptive', 'auto'] as const,
    maxTokens: options.quick ? 32 : 96,
    temperature: 0,
    seed: 1,
    concurrency: 1,
    adaptation: 'off' as const,
  }),
  measure: async (context, settings) =>
    measureArms(context, await specBenchPrompts(context.options, settings.specBench), settings),
});
