import { ArmOpener } from '../../bench/arm-opener.js';
import type { Answerer } from '../../engine/answer.js';
import { Arm } from '../../engine/arm.js';
import { narrowTraffic } from '../../traffic/narrow.js';
import { figuresOf, measure } from '../measure-arms.js';
import { definePart } from '../part.js';
import { generatedPrompts } from '../suite-prompts.js';
import { fullPrecisionArm } from './arm-labels.js';

/**
 * What each part of the system adds on one adapted stream: full precision, quantized, with the static speculator, with
 * all. Speed-ups are over the first. Full precision gives other texts, so only the other rungs are compared.
 */
export const ladder = definePart({
  settings: ({ quick }) => ({
    stream: 'json',
    traffic: { count: quick ? 12 : 60, seed: 5 },
    arms: ['none', 'static', 'auto'] as const,
    maxTokens: quick ? 48 : 96,
    temperature: 0,
    seed: 1,
    concurrency: 1,
    adaptation: 'idle' as const,
  }),
  measure: async (context, settings) => {
    const full = await context.open(1, 'fp32');
    const model = await context.open(1);
    const opener = new ArmOpener(model, settings);
    const openArms = async (stream: string): Promise<Answerer[]> => [
      ...(await opener.open(stream)),
      renamed(new Arm('none', full), fullPrecisionArm),
    ];
    const lines = narrowTraffic(settings.traffic).filter(({ stream }) => stream === settings.stream);
    const results = await measure(context, generatedPrompts(lines), openArms, settings);
    const figures = figuresOf(results, { model, opener, ...settings, baseline: fullPrecisionArm });
    const comparable = new Map(
      [...results].map(([stream, result]) => [
        stream,
        new Map([...result].filter(([arm]) => arm !== fullPrecisionArm)),
      ]),
    );
    const { outputsIdentical, comparedAnswers } = figuresOf(comparable, {
      model,
      ...settings,
      baseline: 'none',
    });
    return { ...figures, outputsIdentical, comparedAnswers };
  },
});

function renamed(arm: Arm, name: string): Answerer {
  return {
    name,
    answer: (messages, options) => arm.answer(messages, options),
    close: () => arm.close(),
  };
}
