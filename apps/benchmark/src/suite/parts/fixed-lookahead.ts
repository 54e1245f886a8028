import { ArmOpener } from '../../bench/arm-opener.js';
import { type ArmSummaries, summarizeStreams } from '../../bench/measure-streams.js';
import { narrowTraffic } from '../../traffic/narrow.js';
import { figuresOf, measure, type StreamsFigures } from '../measure-arms.js';
import { definePart } from '../part.js';
import { generatedPrompts, optionalSpecBench, specBenchPrompts } from '../suite-prompts.js';

export interface FixedLookaheadFigures extends StreamsFigures {
  /** By fixed arm, then by stream: auto, its speed-ups over that arm at the same requests. */
  readonly autoOver: ArmSummaries;
}

const fixedArms = ['fixed-1', 'fixed-2', 'fixed-4', 'fixed-8', 'fixed-16'] as const;

/** The controller against always drafting so many tokens, with the same proposals. Nobody is fine-tuned. */
export const fixedLookahead = definePart({
  settings: async (options) => ({
    traffic: { count: options.quick ? 3 : 12, seed: 7 },
    specBench: await optionalSpecBench(options, options.quick ? 6 : 36),
    arms: ['none', 'auto', ...fixedArms] as const,
    maxTokens: options.quick ? 24 : 80,
    temperature: 0,
    seed: 1,
    concurrency: 1,
    adaptation: 'off' as const,
  }),
  measure: async (context, settings): Promise<FixedLookaheadFigures> => {
    const model = await context.open(1);
    const opener = new ArmOpener(model, settings);
    const broad = await specBenchPrompts(context.options, settings.specBench);
    const prompts = [...generatedPrompts(narrowTraffic(settings.traffic)), ...broad];
    const results = await measure(context, prompts, opener.open, settings);
    const autoOver: ArmSummaries = {};
    for (const baseline of fixedArms)
      autoOver[baseline] = summarizeStreams(results, { ...settings, baseline })['auto']!;
    return { ...figuresOf(results, { model, ...settings, baseline: 'none' }), autoOver };
  },
});
