import { type ConditionFinding, nextConditions } from './endpoint-condition.js';

const found = (isTrue: boolean, message: string): ConditionFinding[] => [
  { type: 'Ready', isTrue, reason: isTrue ? 'Serving' : 'Starting', message },
];
const [first, second] = [new Date('2026-01-01T00:00:00Z'), new Date('2026-01-01T00:01:00Z')];

it('keeps the time of the last change while only the message changes', () => {
  const before = nextConditions([], found(false, 'None of 2.'), first);
  expect(nextConditions(before, found(false, 'One of 2.'), second)).toEqual([
    {
      type: 'Ready',
      isTrue: false,
      reason: 'Starting',
      message: 'One of 2.',
      changedAt: first.toISOString(),
    },
  ]);
  expect(nextConditions(before, found(true, 'All.'), second)[0]!.changedAt).toBe(second.toISOString());
});
