import { SeededRandom } from '@slipstream/testing';

import { spansOf, type UsageSpan } from './usage-spans.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const firstMs = Date.parse('2026-03-01T00:00:00Z');

const hoursOf = ({ from, to }: UsageSpan): number[] => {
  const hours: number[] = [];
  for (let ms = from.getTime(); ms < to.getTime(); ms += hourMs) hours.push(ms);
  return hours;
};

it('cuts a time into days and single hours that are together what it was, in order and once each', () => {
  const random = new SeededRandom(1);
  for (let round = 0; round < 500; round += 1) {
    const fromMs = firstMs + random.below(5 * dayMs);
    const span = { from: new Date(fromMs), to: new Date(fromMs + 1 + random.below(3 * dayMs)) };
    const { head, days, tail } = spansOf(span);
    const startMs = Math.floor(fromMs / hourMs) * hourMs;
    expect([head, days, tail].flatMap(hoursOf)).toEqual(hoursOf({ ...span, from: new Date(startMs) }));
    expect([days.from.getTime() % dayMs, days.to.getTime() % dayMs]).toEqual([0, 0]);
    expect(hoursOf(head).length).toBeLessThan(24);
    expect(hoursOf(tail).length).toBeLessThanOrEqual(24);
  }
});
