import { createSpeculation, StepCost, type StepCostPoint } from '@slipstream/speculation';

import type { Recording } from './recordings.js';
import { replayStream } from './replay-stream.js';

const sources = ['requestNgram', 'requestMatch', 'endpointNgram', 'endpointMatch'];
const lengthBucketCount = 8;
const evidenceCount = 12;
const leanWeight = 4;
/** Nothing is certain enough to draft without end before the endpoint itself has shown it. */
const percentMax = 98;

/** The table of `calibration-prior.ts`, fitted to recordings. A cell leans on that of the next shorter context. */
export async function fitPrior(
  streams: ReadonlyMap<string, readonly Recording[]>,
  curve: readonly StepCostPoint[],
): Promise<string> {
  const cellCount = sources.length * lengthBucketCount * evidenceCount;
  const successes = new Float64Array(cellCount);
  const trials = new Float64Array(cellCount);
  for (const recordings of streams.values()) {
    const speculation = createSpeculation({ stepCost: StepCost.fromProfile(curve) });
    await replayStream(recordings, speculation, { curve, concurrency: 1 });
    const { cells } = speculation.calibration;
    for (let cell = 0; cell < cellCount; cell++) {
      successes[cell]! += cells.successes[cell]!;
      trials[cell]! += cells.trials[cell]!;
    }
  }
  return sources.map((name, source) => rowsOf(name, source, successes, trials)).join('');
}

function rowsOf(name: string, source: number, successes: Float64Array, trials: Float64Array): string {
  const isMatch = name.endsWith('Match');
  const shorter = new Array<number>(isMatch ? 1 : evidenceCount).fill(0.2);
  let rows = `  ${name}: [\n`;
  for (let bucket = 0; bucket < lengthBucketCount; bucket++) {
    for (let evidence = 0; evidence < shorter.length; evidence++) {
      const cell = (source * lengthBucketCount + bucket) * evidenceCount + evidence;
      const mean = (successes[cell]! + leanWeight * shorter[evidence]!) / (trials[cell]! + leanWeight);
      shorter[evidence] = isMatch ? Math.max(mean, shorter[evidence]!) : mean;
    }
    rows += `    [${shorter.map((mean) => Math.min(percentMax, Math.round(100 * mean))).join(', ')}],\n`;
  }
  return `${rows}  ],\n`;
}
