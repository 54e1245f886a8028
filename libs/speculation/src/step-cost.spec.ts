import { SeededRandom } from '@slipstream/testing';

import { StepCost } from './step-cost.js';

const profile = [
  { rows: 1, ms: 7 },
  { rows: 8, ms: 11 },
  { rows: 16, ms: 18 },
  { rows: 32, ms: 33 },
];

function expectNeverFalling(cost: StepCost): void {
  for (let rows = 1; rows < 400; rows++)
    expect(cost.at(rows + 1, 1)).toBeGreaterThanOrEqual(cost.at(rows, 1));
}

describe('StepCost', () => {
  it('passes through the points of its profile, between and beyond them too', () => {
    const cost = StepCost.fromProfile(profile);
    for (const { rows, ms } of profile) expect(cost.at(rows, 1)).toBeCloseTo(ms, 9);
    expect(cost.at(12, 1)).toBeCloseTo(14.5, 9);
    expect(cost.at(64, 1)).toBeCloseTo(63, 9);
    expect(cost.at(1000, 1)).toBeCloseTo(33 + 968 * (15 / 16), 6);
  });

  it('never lets more rows cost less, whatever the profile says', () => {
    expectNeverFalling(
      StepCost.fromProfile([
        { rows: 1, ms: 9 },
        { rows: 2, ms: 8 },
        { rows: 4, ms: 12 },
        { rows: 8, ms: 10 },
      ]),
    );
  });

  it('learns what a lane adds from points with several lanes', () => {
    const cost = StepCost.fromProfile([
      ...profile,
      { rows: 8, lanes: 8, ms: 18 },
      { rows: 16, lanes: 8, ms: 25 },
    ]);
    expect(cost.at(8, 8)).toBeCloseTo(18, 9);
    expect(cost.at(8, 1)).toBeCloseTo(11, 9);
    expect(cost.at(3, 3)).toBeCloseTo(cost.at(3, 1) + 2, 9);
  });

  it('learns what a batch costs without drafts, and what its drafted rows cost', () => {
    const cost = StepCost.fromProfile(profile);
    for (let step = 0; step < 200; step++) {
      cost.observe(8, 8, 27);
      cost.observe(12, 8, 39);
    }
    expect(cost.at(8, 8)).toBeCloseTo(27, 0);
    expect(cost.at(12, 8)).toBeCloseTo(39, 0);
    // A single lane is another matter.
    expect(cost.at(8, 1)).toBeCloseTo(StepCost.fromProfile(profile).at(8, 1), 9);
  });

  it('refuses a profile that gives no slope, and says what is missing', () => {
    expect(() => StepCost.fromProfile([])).toThrow(/two points/);
    expect(() => StepCost.fromProfile([{ rows: 1, ms: 7 }])).toThrow(/two points/);
    expect(() => StepCost.fromProfile([profile[0], { rows: 1, ms: 8 }, { rows: 8, ms: NaN }])).toThrow(
      /two points/,
    );
  });

  it('finds the times of a machine that is not the profile’s, over noise and pauses', () => {
    const cost = StepCost.fromProfile(profile);
    const random = new SeededRandom(1);
    const truth = (rows: number): number => 15 + 1.2 * rows;
    for (let count = 0; count < 4000; count++) {
      const rows = random.between(1, 16);
      const noise = 0.9 + 0.2 * random.next();
      const pause = random.below(30) === 0 ? 8 : 1;
      cost.observe(rows, 1, truth(rows) * noise * pause);
      if (count % 200 === 0) expectNeverFalling(cost);
    }
    for (const rows of [1, 4, 8, 12, 16]) {
      expect(cost.at(rows, 1) / truth(rows)).toBeGreaterThan(0.9);
      expect(cost.at(rows, 1) / truth(rows)).toBeLessThan(1.1);
    }
  });

  it('learns what a lane adds while a full batch decodes', () => {
    const cost = StepCost.fromProfile(profile);
    const random = new SeededRandom(2);
    for (let count = 0; count < 2000; count++) {
      const rows = random.between(8, 20);
      cost.observe(rows, 8, StepCost.fromProfile(profile).at(rows, 1) + 7 * 1.5);
    }
    expect(cost.at(8, 8)).toBeCloseTo(11 + 10.5, 0);
  });

  it('hardly moves for one pause', () => {
    const cost = StepCost.fromProfile(profile);
    for (let count = 0; count < 100; count++) cost.observe(1, 1, 7);
    cost.observe(1, 1, 700);
    expect(cost.at(1, 1)).toBeLessThan(7.4);
  });

  it('ignores measurements that make no sense', () => {
    const cost = StepCost.fromProfile(profile);
    for (const ms of [0, -1, NaN, Infinity]) cost.observe(1, 1, ms);
    cost.observe(0, 1, 5);
    cost.observe(NaN, 1, 5);
    cost.observe(1, 0, 5);
    expect(cost.at(1, 1)).toBeCloseTo(7, 9);
  });
});
