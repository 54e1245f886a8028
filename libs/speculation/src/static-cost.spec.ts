import { StaticCost } from './static-cost.js';

describe('StaticCost', () => {
  const callMs = 0.6;
  const tokenMs = 0.2;

  function measured(calls: number, msOf: (length: number, call: number) => number): StaticCost {
    const cost = new StaticCost(0.4, 0.4);
    for (let call = 0; call < calls; call++) {
      const length = 1 + ((call * 7) % 5);
      cost.observe(length, 1, msOf(length, call));
    }
    return cost;
  }

  it('tells what a call costs from what a token of it costs', () => {
    const cost = measured(300, (length) => callMs + tokenMs * length);
    expect(cost.tokenMs).toBeCloseTo(tokenMs, 1);
    expect(cost.at(0, 1)).toBeCloseTo(callMs, 1);
    expect(cost.at(5, 1) / (callMs + 5 * tokenMs)).toBeCloseTo(1, 1);
  });

  it('follows a machine that becomes slower', () => {
    const cost = measured(600, (length, call) => (call < 300 ? 1 : 3) * (callMs + tokenMs * length));
    expect(cost.at(3, 1) / (3 * (callMs + 3 * tokenMs))).toBeCloseTo(1, 1);
  });

  it('is not led astray by a call that was disturbed', () => {
    const cost = measured(300, (length) => callMs + tokenMs * length);
    const before = cost.at(3, 1);
    cost.observe(3, 1, 1000);
    expect(cost.at(3, 1)).toBeLessThan(1.05 * before);
  });

  it('knows no time below zero, though all drafts had one length', () => {
    const cost = new StaticCost(0.4, 0.4);
    for (let call = 0; call < 500; call++) cost.observe(2, 1, 0.01);
    expect(cost.tokenMs).toBeGreaterThanOrEqual(0);
    expect(cost.at(0, 1)).toBeGreaterThanOrEqual(0);
    expect(cost.at(2, 1)).toBeLessThan(0.1);
  });

  it('charges further lanes a part of the first', () => {
    const cost = new StaticCost(0.4, 0.4);
    expect(cost.at(3, 4)).toBeCloseTo(1.6 * cost.at(3, 1));
  });
});
