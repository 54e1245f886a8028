import type { LearningReport } from '@slipstream/contract';

import { ReportLog } from './report-log.js';

const heldOut = (token: number): LearningReport => ({
  kind: 'heldOut',
  tokens: [token],
  promptLength: 0,
  stepCosts: [],
  vocabularySize: 9,
});
const verdict: LearningReport = {
  kind: 'verdict',
  snapshotId: 'snp_1',
  isWorse: true,
  ratio: 0.5,
  low: 0.4,
  high: 0.6,
  steps: 30,
};

describe('ReportLog', () => {
  const numbersOf = (log: ReportLog, after: number): number[] => log.after(after).map(({ number }) => number);

  it('tells everything again until the next reports are asked for', () => {
    const log = new ReportLog(() => 0);
    for (const report of [heldOut(1), verdict, heldOut(2)]) log.add(report);
    expect(numbersOf(log, 0)).toEqual([1, 2, 3]);
    expect(numbersOf(log, 0)).toEqual([1, 2, 3]);
    expect(numbersOf(log, 2)).toEqual([3]);
    expect(numbersOf(log, 0)).toEqual([3]);
  });

  it('keeps the newest of each kind, so that no kind crowds out another', () => {
    const log = new ReportLog(() => 0);
    log.add(verdict);
    for (let token = 0; token < 2_000; token++) log.add(heldOut(token));
    const kept = log.after(0);
    expect(kept).toHaveLength(513);
    expect(kept[0]).toMatchObject({ kind: 'verdict', number: 1, at: '1970-01-01T00:00:00.000Z' });
    expect(kept.at(-1)).toMatchObject({ tokens: [1_999] });
  });
});
