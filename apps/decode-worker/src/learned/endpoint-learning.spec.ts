import { buffer } from 'node:stream/consumers';

import { LayerRefused, type NeuralAdaptation, type StaticArtifact } from '@slipstream/runtime-onnx';
import { createSpeculation, type EndpointSpeculation, StepCost } from '@slipstream/speculation';

import { EndpointLearning } from './endpoint-learning.js';
import { EndpointPolicy } from './endpoint-policy.js';
import { TaughtSequences } from './taught-sequences.js';

const layer = { weights: Uint8Array.of(1, 2), head: Uint8Array.of(3) };

function endpoint(restoreLayer: () => Promise<void>): {
  speculation: EndpointSpeculation;
  learning: EndpointLearning;
} {
  const taught = new TaughtSequences();
  const speculation = createSpeculation({
    stepCost: StepCost.fromProfile([
      { rows: 1, ms: 10 },
      { rows: 8, ms: 20 },
    ]),
    memoryBytes: 2 ** 16,
    onEnded: (sequence) => taught.note(sequence),
  });
  const adaptation = {
    adoptionCount: 0,
    saveLayer: () => Promise.resolve(layer),
    restoreLayer,
    forget: () => Promise.resolve(),
  };
  const learning = new EndpointLearning({
    modelDigest: 'a model',
    speculation,
    policy: new EndpointPolicy(),
    taught,
    onVerdict: () => undefined,
    onLayerFailure: () => undefined,
    neural: {
      artifact: { manifest: { sha256: { 'speculator.onnx': 'a graph' } } } as unknown as StaticArtifact,
      adaptation: adaptation as unknown as NeuralAdaptation,
    },
  });
  return { speculation, learning };
}

function teach(speculation: EndpointSpeculation, tokens: readonly number[]): void {
  const history = { tokens: Int32Array.from(tokens), length: tokens.length };
  const sequence = speculation.open(history);
  sequence.observe();
  sequence.close();
}

async function learnedElsewhere(): Promise<Uint8Array> {
  const { speculation, learning } = endpoint(() => Promise.resolve());
  teach(speculation, [1, 2, 3, 4, 5]);
  const saved = await learning.save();
  return buffer(saved!.bytes);
}

describe('EndpointLearning', () => {
  it('changes nothing when the layer of what is offered is refused', async () => {
    const { speculation, learning } = endpoint(() => Promise.reject(new LayerRefused('not a graph')));
    teach(speculation, [6, 7, 8]);
    const before = speculation.saveState();
    const offered = { bytes: await learnedElsewhere(), includes: undefined, snapshotId: undefined };
    await expect(learning.take(offered)).rejects.toMatchObject({
      code: 'learned_refused',
      message: expect.stringContaining('not a graph.') as string,
    });
    expect(Buffer.from(speculation.saveState()).equals(before)).toBe(true);
  });

  it('takes nothing that was ordered to be forgotten while its layer was opened', async () => {
    const { speculation, learning } = endpoint(() => learning.forget());
    const empty = speculation.saveState();
    const offered = { bytes: await learnedElsewhere(), includes: undefined, snapshotId: undefined };
    await expect(learning.take(offered)).rejects.toMatchObject({ code: 'learned_refused' });
    expect(Buffer.from(speculation.saveState()).equals(empty)).toBe(true);
  });
});
