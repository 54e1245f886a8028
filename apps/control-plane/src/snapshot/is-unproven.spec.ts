import { forcedNote, isUnproven } from './is-unproven.js';

const at = '2026-01-01T00:00:00.000Z';
const live = { kind: 'live', at, ratio: 1, low: 0.9, high: 1.1, steps: 1_000 } as const;
const forced = { kind: 'note', at, note: forcedNote } as const;
const other = { kind: 'note', at, note: 'Something else.' } as const;

describe('a version still has to be proven by live traffic', () => {
  it.each([
    ['that replicas learned', { kind: 'checkpoint', evidence: [other] }, false],
    ['that was merged of theirs', { kind: 'merge', evidence: [] }, false],
    ['that was imported', { kind: 'import', evidence: [other] }, true],
    ['that was imported and held', { kind: 'import', evidence: [live] }, false],
    ['that was copied', { kind: 'copy', evidence: [] }, true],
    ['that was promoted by force', { kind: 'checkpoint', evidence: [forced] }, true],
    ['that held after it was promoted by force', { kind: 'checkpoint', evidence: [forced, live] }, false],
    ['that was promoted by force once more', { kind: 'merge', evidence: [live, forced] }, true],
  ] as const)('%s', (_, { kind, evidence }, expected) => {
    expect(isUnproven({ kind, evidence: [...evidence] })).toBe(expected);
  });
});
