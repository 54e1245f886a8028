import { narrowTraffic } from '../../traffic/narrow.js';
import { measureArms } from '../measure-arms.js';
import { definePart } from '../part.js';
import { generatedPrompts } from '../suite-prompts.js';

/** Three tenants with one kind of work each, greedy; the static layer is fine-tuned between requests. */
export const narrow = definePart({
  settings: ({ quick }) => ({
    traffic: { count: quick ? 10 : 120, seed: 5 },
    arms: ['none', 'static', 'auto'] as const,
    maxTokens: quick ? 48 : 96,
    temperature: 0,
    seed: 1,
    concurrency: 1,
    adaptation: 'idle' as const,
  }),
  measure: (context, settings) =>
    measureArms(context, generatedPrompts(narrowTraffic(settings.traffic)), settings),
});
