/**
 * Prints the table of src/calibration-prior.ts, fitted to recorded requests:
 *   node libs/speculation/bench/replay/fit-prior.mjs FILE.jsonl…
 * Each stream is replayed with a fresh state. A cell leans on the cell of the next shorter context.
 */
import { createSpeculation, StepCost } from '../../dist/index.js';
import { readRecordings } from './recordings.mjs';
import { replay } from './replay.mjs';
import { leanCurve } from './step-curve.mjs';

const sources = ['requestNgram', 'requestMatch', 'endpointNgram', 'endpointMatch'];
const lengthBucketCount = 8;
const evidenceCount = 12;
const leanWeight = 4;
/** Nothing is certain enough to draft without end before the endpoint itself has shown it. */
const percentMax = 98;

const cellCount = sources.length * lengthBucketCount * evidenceCount;
const successes = new Float64Array(cellCount);
const trials = new Float64Array(cellCount);
for (const requests of readRecordings(process.argv.slice(2)).values()) {
  const speculation = createSpeculation({ stepCost: StepCost.fromProfile(leanCurve) });
  replay(requests, speculation);
  const { cells } = speculation.calibration;
  cells.successes.forEach((count, cell) => (successes[cell] += count));
  cells.trials.forEach((count, cell) => (trials[cell] += count));
}

for (const [source, name] of sources.entries()) {
  const isMatch = name.endsWith('Match');
  const shorter = new Array(isMatch ? 1 : evidenceCount).fill(0.2);
  console.log(`  ${name}: [`);
  for (let bucket = 0; bucket < lengthBucketCount; bucket++) {
    for (let evidence = 0; evidence < shorter.length; evidence++) {
      const cell = (source * lengthBucketCount + bucket) * evidenceCount + evidence;
      const mean = (successes[cell] + leanWeight * shorter[evidence]) / (trials[cell] + leanWeight);
      shorter[evidence] = isMatch ? Math.max(mean, shorter[evidence]) : mean;
    }
    console.log(`    [${shorter.map((mean) => Math.min(percentMax, Math.round(100 * mean))).join(', ')}],`);
  }
  console.log('  ],');
}
