import type { LaneRows, TargetModel } from './target-model.js';

/** The measured time of a step of this many rows of one lane. */
export interface StepProfilePoint {
  readonly rows: number;
  readonly ms: number;
}

const profiledRows = [1, 2, 4, 8, 12, 16, 24, 32];
const repetitions = 5;

/**
 * Measures t(rows) on this machine: the median time of a step of 1 … 32 rows at a context of one closed block.
 * Rounds go over all sizes, so that a slow moment of the machine does not fall on one of them.
 */
export async function profileSteps(target: TargetModel, now: () => number): Promise<StepProfilePoint[]> {
  const lane = 0;
  target.truncateTo(lane, 0);
  await timeStep(target, rowsOf(lane, target.blockSize), now);
  target.commit(lane, target.blockSize);
  const sizes = profiledRows.filter((rows) => rows <= target.blockSize);
  const times = sizes.map((): number[] => []);
  for (let round = 0; round < repetitions; round++) {
    for (const [index, rows] of sizes.entries())
      times[index]!.push(await timeStep(target, rowsOf(lane, rows), now));
  }
  target.truncateTo(lane, 0);
  return sizes.map((rows, index) => ({ rows, ms: median(times[index]!) }));
}

async function timeStep(target: TargetModel, rows: LaneRows, now: () => number): Promise<number> {
  const startedMs = now();
  await target.score([rows], 'greedy');
  return now() - startedMs;
}

function rowsOf(lane: number, count: number): LaneRows {
  return { lane, tokens: Int32Array.from({ length: count }, (_, index) => index), count, logitRows: 'all' };
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
