import { ArmOpener } from '../../bench/arm-opener.js';
import { recordingsOf } from '../../bench/recordings-of.js';
import { installSuffixDecoding, suffixDecodingVersion } from '../../peers/install-suffix-decoding.js';
import { type ReplayReport, replayStreams } from '../../replay/replay-streams.js';
import { measure } from '../measure-arms.js';
import { definePart } from '../part.js';
import { narrowAndBroadPrompts, optionalSpecBench } from '../suite-prompts.js';

export interface SuffixDecodingFigures {
  readonly peer: string;
  readonly streams: ReplayReport;
}

/** Recorded tokens replayed through our ways of drafting and SuffixDecoding, at the same measured step times. */
export const suffixDecoding = definePart({
  settings: async (options) => ({
    peer: `ArcticInference ${suffixDecodingVersion}`,
    traffic: { count: options.quick ? 8 : 40, seed: 5 },
    specBench: await optionalSpecBench(options, options.quick ? 6 : 36),
    record: { maxTokens: options.quick ? 48 : 96, temperature: 0, seed: 1, concurrency: 1 },
    arms: ['prompt-lookup', 'adaptive', 'auto', 'suffix-decoding'] as const,
    concurrency: 1,
    adaptation: 'idle' as const,
  }),
  measure: async (context, settings): Promise<SuffixDecodingFigures> => {
    const { options, progress } = context;
    const suffixDecodingFolder = await installSuffixDecoding(options.dataDir, progress);
    const model = await context.open(1);
    const prompts = await narrowAndBroadPrompts(options, settings);
    const opener = new ArmOpener(model, { arms: ['auto'], adaptation: 'off' });
    const recorded = recordingsOf(await measure(context, prompts, opener.open, settings.record));
    const resources = { ...settings, curve: model.stepTimes, model, suffixDecodingFolder };
    return { peer: settings.peer, streams: await replayStreams(recorded, resources, progress) };
  },
});
