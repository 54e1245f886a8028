/**
 * What taking out a full-size state costs the steps that are decoded meanwhile.
 *
 *   node apps/decode-worker/bench/checkpoint.mjs TARGET_FOLDER [SECONDS]
 *
 * Decodes plainly (steps of one row are the shortest, and alike), in phases of five seconds by turns without a checkpoint and
 * with one in their middle, and prints the step times of both and by how much they differ. The platform takes one a minute.
 */
import { performance } from 'node:perf_hooks';

import { DecodeEngine, uniformFrom } from '@slipstream/decode';
import { openTarget, physicalCoreCount } from '@slipstream/runtime-onnx';
import { createSpeculation, StepCost } from '@slipstream/speculation';

import { EndpointLearning } from '../dist/learned/endpoint-learning.js';
import { EndpointPolicy } from '../dist/learned/endpoint-policy.js';
import { TaughtSequences } from '../dist/learned/taught-sequences.js';

const [targetFolder, seconds = '60'] = process.argv.slice(2);
const phaseMs = 5_000;
const phases = Math.ceil((Number(seconds) * 1_000) / phaseMs);
const random = uniformFrom(1);
const profile = [
  { rows: 1, ms: 8 },
  { rows: 8, ms: 14 },
  { rows: 32, ms: 35 },
];

const target = await openTarget(targetFolder, { threads: physicalCoreCount(), lanesMax: 1 });
const speculation = createSpeculation({ stepCost: StepCost.fromProfile(profile) });
fill(speculation);
const learning = new EndpointLearning({
  modelDigest: 'none',
  speculation,
  policy: new EndpointPolicy(),
  taught: new TaughtSequences(),
  onVerdict: () => undefined,
  onLayerFailure: () => undefined,
  neural: undefined,
});
/** Time between the ends of two steps: what else the thread did in between counts. */
const times = { without: [], with: [] };
let phase = 'without';
let lastMs;
const engine = new DecodeEngine({
  target,
  speculation,
  now: () => performance.now(),
  onStep: () => {
    const nowMs = performance.now();
    if (lastMs !== undefined) times[phase].push(nowMs - lastMs);
    lastMs = nowMs;
  },
});
let checkpoints = 0;
let bytes = 0;
for (let index = 0; index < phases; index++) {
  phase = index % 2 === 0 ? 'without' : 'with';
  lastMs = undefined;
  const endMs = performance.now() + phaseMs;
  setTimeout(() => {
    if (phase !== 'with') return;
    void learning.save().then(async (saved) => {
      if (saved === undefined) return;
      bytes = 0;
      for await (const piece of saved.bytes) bytes += piece.length;
      checkpoints++;
    });
  }, phaseMs / 2);
  while (performance.now() < endMs) await decode();
}
await engine.close();
await target.close();
const [without, withCheckpoints] = [summary(times.without), summary(times.with)];
const ratio = (name) => Number((withCheckpoints[name] / without[name]).toFixed(4));
const ratios = { mean: ratio('mean'), p50: ratio('p50'), p99: ratio('p99') };
console.log(JSON.stringify({ checkpoints, bytes, without, with: withCheckpoints, ratios }, null, 2));

function decode() {
  const promptTokens = Int32Array.from({ length: 32 }, () => 100 + Math.floor(random() * 20_000));
  return new Promise((resolve) => {
    engine.submit(
      {
        promptTokens,
        sampling: {
          temperature: 0.8,
          topP: 1,
          topK: 0,
          minP: 0,
          presencePenalty: 0,
          frequencyPenalty: 0,
          logitBias: new Map(),
          seed: 1,
        },
        maxTokens: 60,
        stopTokens: new Set(),
        topLogprobs: undefined,
        speculation: 'none',
      },
      {
        onToken: () => 'continue',
        onStep: () => undefined,
        onFinish: () => {
          // The gap between two requests is no step.
          lastMs = undefined;
          resolve();
        },
      },
    );
  });
}

/** With as much text as it can hold, so that nothing of the state is zero. */
function fill(endpoint) {
  const tokens = Int32Array.from({ length: 300_000 }, () => 100 + Math.floor(random() ** 3 * 20_000));
  endpoint.relearn([{ tokens, promptLength: 0 }]);
}

function summary(steps) {
  const sorted = [...steps].sort((a, b) => a - b);
  const at = (share) =>
    Number(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(3));
  const mean = Number((steps.reduce((sum, ms) => sum + ms, 0) / steps.length).toFixed(3));
  return { steps: steps.length, mean, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
