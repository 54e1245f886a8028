import { SeededRandom } from '@slipstream/testing';
import { encodeUsageRecord, joinUsage, UsageTally, type UsageRecord, type UsageReport } from './index.js';

const account = {
  tenantId: 'ten_1',
  apiKeyId: 'key_1',
  endpointId: 'ep_1',
  startedAt: '2026-01-01T00:00:00.000Z',
};
const open = (number: number, requestId: string): UsageRecord => ({
  type: 'open',
  number,
  requestId,
  account,
  promptTokens: 10,
});
const progress = (...committed: [number, number][]): UsageRecord => ({ type: 'progress', committed });
const close = (number: number, outcome: 'completed' | 'aborted', completionTokens: number): UsageRecord => ({
  type: 'close',
  number,
  outcome,
  completionTokens,
  cachedTokens: 4,
  draftedTokens: 3,
  acceptedTokens: 2,
});
const journal = (...records: UsageRecord[]): string => records.map(encodeUsageRecord).join('');

function tallyOf(text: string): UsageTally {
  const tally = new UsageTally();
  tally.push(text);
  return tally;
}

it('says how far each request has come, once', () => {
  const tally = tallyOf(journal(open(0, 'a'), open(1, 'b'), progress([0, 3]), progress([0, 5], [1, 1])));
  expect(tally.takeChanged()).toMatchObject([
    { requestId: 'a', outcome: 'running', promptTokens: 10, completionTokens: 5 },
    { requestId: 'b', outcome: 'running', promptTokens: 10, completionTokens: 1 },
  ]);
  expect(tally.takeChanged()).toEqual([]);
  tally.push(journal(close(0, 'completed', 7)));
  expect(tally.takeChanged()).toEqual([
    {
      requestId: 'a',
      account,
      outcome: 'completed',
      promptTokens: 10,
      cachedTokens: 4,
      completionTokens: 7,
      draftedTokens: 3,
      acceptedTokens: 2,
    },
  ]);
  expect(tally.takeInterrupted()).toMatchObject([
    { requestId: 'b', outcome: 'interrupted', completionTokens: 1 },
  ]);
});

it('counts a prompt when it was processed: not for a request that was aborted before its first token', () => {
  const tally = tallyOf(
    journal(open(0, 'a'), open(1, 'b'), close(0, 'aborted', 0), close(1, 'completed', 0)),
  );
  expect(tally.takeChanged()).toMatchObject([{ promptTokens: 0 }, { promptTokens: 10 }]);
});

it('reads pieces that end anywhere, and leaves out a line that was never finished', () => {
  const text = journal(open(0, 'a'), progress([0, 3]), close(0, 'completed', 7));
  const whole = tallyOf(text).takeChanged();
  const tally = new UsageTally();
  for (const character of text) tally.push(character);
  expect(tally.takeChanged()).toEqual(whole);
  expect(tallyOf(text.slice(0, -10)).takeInterrupted()).toMatchObject([{ completionTokens: 3 }]);
});

it('joins reports to the same whatever their order and repetition', () => {
  const random = new SeededRandom(5);
  const report = (): UsageReport => ({
    requestId: 'a',
    account,
    outcome: random.pick(['running', 'interrupted', 'aborted', 'failed', 'completed'] as const),
    promptTokens: random.below(2) * 10,
    cachedTokens: random.below(5),
    completionTokens: random.below(50),
    draftedTokens: random.below(50),
    acceptedTokens: random.below(50),
  });
  for (let round = 0; round < 50; round++) {
    const reports = Array.from({ length: 5 }, report);
    const joined = reports.reduce(joinUsage);
    const shuffled = [...reports, ...reports].sort(() => random.next() - 0.5);
    expect(shuffled.reduce(joinUsage)).toEqual(joined);
  }
});
