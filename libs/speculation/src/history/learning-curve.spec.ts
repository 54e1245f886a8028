import { learningCurveOf } from './learning-curve.js';

const steady = (count: number, tokensPerStep: number) =>
  Array.from({ length: count }, () => ({ tokens: 100 * tokensPerStep, steps: 100 }));

describe('learningCurveOf', () => {
  it('says how soon an endpoint has learned its traffic', () => {
    const curve = learningCurveOf([...steady(10, 1.2), ...steady(90, 2)])!;
    expect(curve).toMatchObject({ requests: 100, plateau: 2, dips: [] });
    expect(curve.requestsTo90Percent).toBeGreaterThan(10);
    expect(curve.requestsTo90Percent).toBeLessThanOrEqual(15);
  });

  it('measures each dip: when it began, how deep it was, and how much it cost', () => {
    const { dips } = learningCurveOf([...steady(40, 2), ...steady(10, 1), ...steady(60, 2)])!;
    expect(dips).toHaveLength(1);
    const [{ startRequest, requests, depth, area }] = dips as [(typeof dips)[number]];
    expect(startRequest).toBeGreaterThan(40);
    expect(startRequest).toBeLessThan(44);
    expect(requests).toBeGreaterThanOrEqual(10);
    expect(depth).toBeCloseTo(0.5, 5);
    expect(area).toBeCloseTo(5, 0);
  });

  it('is silent about too few requests, and about single slow ones', () => {
    expect(learningCurveOf(steady(19, 2))).toBeUndefined();
    expect(learningCurveOf([])).toBeUndefined();
    const { dips } = learningCurveOf([...steady(30, 2), ...steady(1, 1.5), ...steady(30, 2)])!;
    expect(dips).toEqual([]);
  });
});
