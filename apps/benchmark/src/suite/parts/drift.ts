import { ArmOpener } from '../../bench/arm-opener.js';
import { isLooping } from '../../bench/loops.js';
import type { StreamResult } from '../../bench/run-stream.js';
import { answersOf, decodingYield } from '../../bench/summarize.js';
import { type DriftLine, driftDomains, driftTraffic } from '../../traffic/drift.js';
import { figuresOf, measure, type StreamsFigures } from '../measure-arms.js';
import { definePart } from '../part.js';
import { generatedPrompts } from '../suite-prompts.js';
import { type DriftRequest, recoveryOf, type SwitchRecovery } from './drift-recovery.js';

export interface DriftFigures extends StreamsFigures {
  /** Requests of auto against none, in order. */
  readonly requests: readonly DriftRequest[];
  /** For each switch: over all requests, and without answers that repeat themselves. */
  readonly switches: readonly SwitchRecovery[];
  readonly switchesWithoutLoops: readonly SwitchRecovery[];
}

/** A tenant whose work changes twice: Python, then Rust, then JSON extraction. */
export const drift = definePart({
  settings: ({ quick }) => ({
    traffic: { count: quick ? 8 : 40, seed: 5 },
    arms: ['none', 'auto'] as const,
    maxTokens: quick ? 32 : 96,
    temperature: 0,
    seed: 1,
    concurrency: 1,
    adaptation: 'idle' as const,
  }),
  measure: async (context, settings): Promise<DriftFigures> => {
    const model = await context.open(1);
    const opener = new ArmOpener(model, settings);
    const lines = driftTraffic(settings.traffic);
    const results = await measure(context, generatedPrompts(lines), opener.open, settings);
    const [result] = results.values();
    const requests = requestsOf(result!, lines);
    const recoveries = (isCounted: (request: DriftRequest) => boolean): SwitchRecovery[] =>
      driftDomains.slice(1).map((domain) => recoveryOf(requests, domain, isCounted));
    return {
      ...figuresOf(results, { model, opener, ...settings, baseline: 'none' }),
      requests,
      switches: recoveries(() => true),
      switchesWithoutLoops: recoveries((request) => !request.isLooping),
    };
  },
});

function requestsOf(result: StreamResult, lines: readonly DriftLine[]): DriftRequest[] {
  const none = result.get('none')!;
  return result.get('auto')!.map((round, index) => ({
    domain: lines[index]!.domain,
    pair: { arm: decodingYield(round), baseline: decodingYield(none[index]!) },
    isLooping: answersOf([round]).some(({ tokens }) => isLooping(tokens)),
  }));
}
