import type { RlReport } from '../../rl/rl-report.js';
import { rollOut } from '../../rl/demo-rl.js';
import { definePart } from '../part.js';

/** Rollouts of a policy that moves: what demo:rl shows. */
export const rl = definePart({
  settings: ({ quick }) => ({
    revisions: quick ? 1 : 4,
    sigma: 0.04,
    prompts: quick ? 2 : 4,
    freshPrompts: false,
    samples: quick ? 2 : 4,
    concurrency: 1,
    maxTokens: quick ? 32 : 96,
    temperature: 0.8,
    seed: 1,
    adaptation: 'idle' as const,
  }),
  measure: async (context, settings): Promise<RlReport> => {
    const model = await context.lend(settings.concurrency);
    return rollOut(model, { ...context.options, ...settings }, context.progress);
  },
});
