import { installPeer, peerVersion } from '../../peers/install-peer.js';
import { peerArmName } from '../../peers/peer-arm-name.js';
import { Peer, peerArmOpener } from '../../peers/peer.js';
import { narrowTraffic } from '../../traffic/narrow.js';
import { figuresOf, measure, type StreamsFigures } from '../measure-arms.js';
import { definePart } from '../part.js';
import { generatedPrompts, optionalSpecBench, specBenchPrompts } from '../suite-prompts.js';

export interface PeersFigures extends StreamsFigures {
  readonly peer: string;
}

/**
 * Ours against node-llama-cpp on the same GGUF, plain and with its prompt lookup, greedy: on Spec-Bench, or on narrow
 * prompts without it. The engines round differently, so only our own arms are compared.
 */
export const peers = definePart({
  settings: async (options) => ({
    peer: `node-llama-cpp ${peerVersion}`,
    traffic: { count: options.quick ? 2 : 8, seed: 5 },
    specBench: await optionalSpecBench(options, options.quick ? 6 : 24),
    maxTokens: options.quick ? 32 : 96,
    temperature: 0,
    seed: 1,
    concurrency: 1,
  }),
  measure: async (context, settings): Promise<PeersFigures> => {
    const { options, progress } = context;
    const moduleUrl = await installPeer(options.dataDir, progress);
    const model = await context.open(1);
    const peer = await Peer.start(model, moduleUrl);
    try {
      const broad = await specBenchPrompts(options, settings.specBench);
      const prompts = broad.length > 0 ? broad : generatedPrompts(narrowTraffic(settings.traffic));
      const results = await measure(context, prompts, peerArmOpener(peer, model), settings);
      const figures = figuresOf(results, { model, ...settings, baseline: peerArmName('plain') });
      const ours = new Map(
        [...results].map(([stream, result]) => [stream, new Map([...result].slice(0, 2))]),
      );
      const { outputsIdentical, comparedAnswers } = figuresOf(ours, { model, ...settings, baseline: 'none' });
      return { ...figures, outputsIdentical, comparedAnswers, peer: settings.peer };
    } finally {
      peer.close();
    }
  },
});
