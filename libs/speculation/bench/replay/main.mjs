/**
 * Replays recorded requests and prints simulated speed-ups over plain decoding:
 *   node libs/speculation/bench/replay/main.mjs FILE.jsonl… [--concurrency N] [--no-loops]
 */
import { parseArgs } from 'node:util';

import { createSpeculation, StepCost } from '../../dist/index.js';
import { PromptLookup } from './prompt-lookup.mjs';
import { isDegenerate, readRecordings } from './recordings.mjs';
import { replay } from './replay.mjs';
import { leanCurve } from './step-curve.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { concurrency: { type: 'string', default: '1' }, 'no-loops': { type: 'boolean', default: false } },
});
if (positionals.length === 0) throw new Error('name at least one recording (JSON lines)');
const concurrency = Number(values.concurrency);
const arms = {
  'lookup k=4': () => new PromptLookup(4),
  auto: () => createSpeculation({ stepCost: StepCost.fromProfile(leanCurve) }),
};

const means = new Map();
for (const [stream, recorded] of readRecordings(positionals)) {
  const requests = values['no-loops'] ? recorded.filter(({ output }) => !isDegenerate(output)) : recorded;
  const cells = Object.entries(arms).map(([arm, create]) => {
    const total = replay(requests, create(), { concurrency });
    const speedup = total.plainMs / total.ms;
    means.set(arm, [...(means.get(arm) ?? []), speedup]);
    return describe(arm, speedup, total);
  });
  console.log(`${stream.padEnd(16)} ${String(requests.length).padStart(3)}  ${cells.join('  ')}`);
}
for (const [arm, speedups] of means) {
  console.log(
    `mean ${arm}: ${(speedups.reduce((sum, speedup) => sum + speedup, 0) / speedups.length).toFixed(3)}×`,
  );
}

function describe(arm, speedup, { tokens, drafted, laneSteps, planMs }) {
  const perStep = (tokens / laneSteps).toFixed(2);
  const draftedPerStep = (drafted / laneSteps).toFixed(1);
  const planMicros = ((planMs * 1000) / drafted).toFixed(1);
  return `${arm} ${speedup.toFixed(3)}× (${perStep} tokens, ${draftedPerStep} drafted a step, ${planMicros} µs each)`;
}
