import type { LaneRows, TargetModel } from './target-model.js';

/** The measured time of a step of this many rows of one lane. */
export interface StepProfilePoint {
  readonly rows: number;
  readonly ms: number;
}

const profiledRows = [1, 2, 4, 8, 12, 16, 24, 32];
const roundsMin = 5;
/** Short steps are measured more often: a busy machine holds up most of them for longer than they take. */
const roundsMax = 40;
const budgetMs = 2_000;

/**
 * Measures t(rows) on this machine: the least time of a step of 1 … 32 rows at a context of one closed block. Other work on
 * the machine only ever adds time, and what it adds at one size would look like a price of drafts: where they seem never to
 * pay, none is made and the mistake stays. Rounds go over all sizes, so that a slow moment does not fall on one of them.
 */
export async function profileSteps(target: TargetModel, now: () => number): Promise<StepProfilePoint[]> {
  const lane = 0;
  target.truncateTo(lane, 0);
  await timeStep(target, rowsOf(lane, target.blockSize), now);
  target.commit(lane, target.blockSize);
  const sizes = profiledRows.filter((rows) => rows <= target.blockSize);
  const least = sizes.map(() => Infinity);
  const startedMs = now();
  for (let round = 0; round < roundsMin || (round < roundsMax && now() - startedMs < budgetMs); round++) {
    for (const [index, rows] of sizes.entries())
      least[index] = Math.min(least[index]!, await timeStep(target, rowsOf(lane, rows), now));
  }
  target.truncateTo(lane, 0);
  return sizes.map((rows, index) => ({ rows, ms: least[index]! }));
}

async function timeStep(target: TargetModel, rows: LaneRows, now: () => number): Promise<number> {
  const startedMs = now();
  await target.score([rows], 'greedy');
  return now() - startedMs;
}

function rowsOf(lane: number, count: number): LaneRows {
  return { lane, tokens: Int32Array.from({ length: count }, (_, index) => index), count, logitRows: 'all' };
}
