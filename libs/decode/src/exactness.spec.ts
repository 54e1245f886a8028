import { SeededRandom } from '@slipstream/testing';

import { verifyExactness } from './exactness.js';
import type { LaneRows, Scores } from './target-model.js';
import { ToyTargetModel } from './testing/toy-target-model.js';

/** A target whose rows feel how many rows they share a step with, by one unit in the last place or so. */
class GroupingTarget extends ToyTargetModel {
  override async score(batch: readonly LaneRows[], fetch: 'greedy' | 'logits'): Promise<Scores> {
    const scores = await super.score(batch, fetch);
    const rows = batch.reduce((total, lane) => total + lane.count, 0);
    return { ...scores, logits: (row) => scores.logits(row).map((logit) => logit + rows * 1e-6) };
  }
}

describe('verifyExactness', () => {
  const options = { random: () => 0, rounds: 10, textLength: 40 };

  it('accepts a target whose rows do not depend on the grouping', async () => {
    const random = new SeededRandom(1);
    const report = await verifyExactness(new ToyTargetModel(), { ...options, random: () => random.next() });
    expect(report).toMatchObject({ isExact: true, largestDifference: 0 });
    expect(report.comparedRows).toBeGreaterThan(300);
  });

  it('compares far inside a long text too, as far as the context reaches', async () => {
    const random = new SeededRandom(3);
    const compared: number[] = [];
    class DeepTarget extends ToyTargetModel {
      override async score(batch: readonly LaneRows[], fetch: 'greedy' | 'logits'): Promise<Scores> {
        compared.push(...batch.map(({ lane }) => this.laneLength(lane)));
        const isDeep = batch.some(({ lane, count }) => count > 1 && this.laneLength(lane) >= 300);
        const scores = await super.score(batch, fetch);
        return { ...scores, logits: (row) => scores.logits(row).map((logit) => logit + (isDeep ? 1e-6 : 0)) };
      }
    }
    const check = (contextLength: number) =>
      verifyExactness(new DeepTarget({ contextLength }), {
        ...options,
        random: () => random.next(),
        depth: 1000,
      });
    expect(await check(2000)).toMatchObject({ isExact: false });
    expect(Math.max(...compared)).toBeGreaterThan(900);
    expect(await check(200)).toMatchObject({ isExact: true });
  });

  it('refuses a target whose rows differ in the last place', async () => {
    const random = new SeededRandom(2);
    const report = await verifyExactness(new GroupingTarget(), { ...options, random: () => random.next() });
    expect(report.isExact).toBe(false);
    expect(report.largestDifference).toBeGreaterThan(0);
    expect(report.firstDifference).toContain('differs from one-by-one decoding');
  });
});
