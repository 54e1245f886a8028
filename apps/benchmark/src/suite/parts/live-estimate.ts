import type { LiveSpeedup } from '@slipstream/speculation';

import type { Arm } from '../../engine/arm.js';
import { ArmOpener } from '../../bench/arm-opener.js';
import { mixedTraffic } from '../../traffic/narrow.js';
import type { PromptLine } from '../../traffic/prompt-line.js';
import { figuresOf, measure, type StreamsFigures } from '../measure-arms.js';
import { definePart } from '../part.js';
import { generatedPrompts } from '../suite-prompts.js';

export interface LiveEstimateFigures extends StreamsFigures {
  /** Runs in order. A run is a stream of its own. */
  readonly runs: readonly {
    readonly stream: string;
    /** What auto took its speed-up to be from the steps it held back; null if those were too few. */
    readonly live: LiveSpeedup | null;
    /** The same requests decoded plainly beside it. */
    readonly offline: number | null;
  }[];
}

/** Whether the speed-up that an endpoint shows of itself is the one that an A/B test finds. */
export const liveEstimate = definePart({
  settings: ({ quick }) => ({
    runs: quick ? 2 : 10,
    requestsPerRun: quick ? 20 : 24,
    seed: 20,
    arms: ['none', 'auto'] as const,
    maxTokens: quick ? 64 : 96,
    temperature: 0.7,
    concurrency: 1,
    adaptation: 'off' as const,
  }),
  measure: async (context, settings): Promise<LiveEstimateFigures> => {
    const model = await context.open(1);
    const opener = new ArmOpener(model, settings);
    const adaptive = new Map<string, Arm>();
    const openArms = async (stream: string): Promise<readonly Arm[]> => {
      const arms = await opener.open(stream);
      adaptive.set(
        stream,
        arms.find(({ name }) => name === 'auto')!,
      );
      return arms;
    };
    const results = await measure(context, generatedPrompts(linesOf(settings)), openArms, settings);
    const figures = figuresOf(results, { model, ...settings, baseline: 'none' });
    const runs = [...adaptive].map(([stream, arm]) => ({
      stream,
      live: arm.liveSpeedup ?? null,
      offline: figures.arms['auto']?.[stream]?.speedup ?? null,
    }));
    return { ...figures, runs };
  },
});

/** Each run has prompts of its own. */
function linesOf({
  runs,
  requestsPerRun,
  seed,
}: {
  runs: number;
  requestsPerRun: number;
  seed: number;
}): PromptLine[] {
  return Array.from({ length: runs }, (_, run) =>
    mixedTraffic({ count: requestsPerRun, seed: seed + run }).map((line) => ({
      ...line,
      stream: `run ${run + 1}`,
    })),
  ).flat();
}
