import { SeededRandom } from '@slipstream/testing';

import { DraftPlanner, type PlannableDraft } from './draft-planner.js';

/** A draft whose survivals are given. */
class GivenDraft implements PlannableDraft {
  readonly draft = { length: 0 };

  constructor(private readonly survivals: readonly number[]) {}

  get nextSurvival(): number {
    return this.survivals[this.draft.length] ?? 0;
  }

  extend(): void {
    this.draft.length++;
  }

  truncate(length: number): void {
    this.draft.length = length;
  }
}

function goodput(
  survivals: readonly (readonly number[])[],
  lengths: readonly number[],
  stepMs: (rows: number) => number,
) {
  let rows = survivals.length;
  let tokens = survivals.length;
  lengths.forEach((length, index) => {
    rows += length;
    for (let taken = 0; taken < length; taken++) tokens += survivals[index][taken];
  });
  return tokens / stepMs(rows);
}

function bestByBruteForce(
  survivals: readonly (readonly number[])[],
  stepMs: (rows: number) => number,
): number {
  const lengths = survivals.map(() => 0);
  let best = 0;
  const visit = (index: number): void => {
    if (index === survivals.length) {
      best = Math.max(best, goodput(survivals, lengths, stepMs));
      return;
    }
    for (let length = 0; length <= survivals[index].length; length++) {
      lengths[index] = length;
      visit(index + 1);
    }
    lengths[index] = 0;
  };
  visit(0);
  return best;
}

function randomSurvivals(random: SeededRandom): number[] {
  let survival = 1;
  return Array.from({ length: random.below(6) }, () => (survival *= random.next() ** 0.5));
}

/** A rising curve with stairs. */
function randomCurve(random: SeededRandom): (rows: number) => number {
  const times = [0, 5 + 5 * random.next()];
  for (let rows = 2; rows < 80; rows++)
    times.push(times[rows - 1] + (random.below(4) === 0 ? 4 : 0.5) * random.next());
  return (rows) => times[rows];
}

function plan(survivals: readonly (readonly number[])[], stepMs: (rows: number) => number): number[] {
  const drafts = survivals.map((each) => new GivenDraft(each));
  new DraftPlanner().plan(drafts, stepMs);
  return drafts.map(({ draft }) => draft.length);
}

describe('DraftPlanner', () => {
  it('finds the plan that brute force finds, over random survivals and step times', () => {
    const random = new SeededRandom(11);
    for (let round = 0; round < 2000; round++) {
      const survivals = Array.from({ length: random.between(1, 4) }, () => randomSurvivals(random));
      const stepMs = randomCurve(random);
      const found = goodput(survivals, plan(survivals, stepMs), stepMs);
      expect(found).toBeCloseTo(bestByBruteForce(survivals, stepMs), 9);
    }
  });

  it('never expects to be slower than without drafts', () => {
    const random = new SeededRandom(12);
    for (let round = 0; round < 500; round++) {
      const survivals = Array.from({ length: random.between(1, 16) }, () => randomSurvivals(random));
      const stepMs = randomCurve(random);
      const lengths = plan(survivals, stepMs);
      const none = goodput(
        survivals,
        survivals.map(() => 0),
        stepMs,
      );
      expect(goodput(survivals, lengths, stepMs)).toBeGreaterThanOrEqual(none);
    }
  });

  it('drafts nothing when nothing is likely, and all when all is sure', () => {
    const stepMs = (rows: number): number => 7 + 0.6 * (rows - 1);
    expect(plan([[0.02, 0.01]], stepMs)).toEqual([0]);
    expect(plan([[1, 1, 1, 1, 1, 1]], stepMs)).toEqual([6]);
    expect(plan([], stepMs)).toEqual([]);
  });

  it('drafts less for each sequence as the batch fills', () => {
    const stepMs = (rows: number): number => 7 + 0.9 * (rows - 1);
    const survivals = Array.from({ length: 20 }, (_, index) => 0.85 ** (index + 1));
    const lengths = [1, 2, 4, 8, 16].map((lanes) => plan(Array(lanes).fill(survivals), stepMs)[lanes - 1]);
    expect(lengths).toEqual([...lengths].sort((a, b) => b - a));
    expect(lengths[0]).toBeGreaterThan(2 * lengths[4]);
  });

  it('gives the rows to the sequences that can use them', () => {
    const stepMs = (rows: number): number => 7 + 0.9 * (rows - 1);
    const [sure, unsure] = plan(
      [
        [0.95, 0.9, 0.86, 0.82],
        [0.1, 0.01],
      ],
      stepMs,
    );
    expect(sure).toBe(4);
    expect(unsure).toBe(0);
  });
});
