import { type UsageReport, UsageTally } from '@slipstream/contract';

import type { UsageLog } from './usage-journal.js';
import { UsageMeter } from './usage-meter.js';

const account = {
  tenantId: 'ten_1',
  apiKeyId: 'key_1',
  endpointId: 'ep_1',
  startedAt: '2026-01-01T00:00:00.000Z',
};
const identityOf = (requestId: string) => ({ requestId, account, promptTokens: 10 });
const ended = { cachedTokens: 0, draftedTokens: 0, acceptedTokens: 0 };

/** A log in memory whose next operations can be made to fail. */
class MemoryLog implements UsageLog {
  readonly files: string[] = [];
  canAppend = true;
  failure: Error | undefined;

  append(text: string): boolean {
    if (this.failure !== undefined) this.canAppend = false;
    if (!this.canAppend || this.files.length === 0) return false;
    this.files[this.files.length - 1] += text;
    return true;
  }

  begin(text: string): void {
    if (this.failure !== undefined) throw this.failure;
    this.files.push(text);
    this.canAppend = true;
  }
}

function reportsOf(file: string): Record<string, UsageReport> {
  const tally = new UsageTally();
  tally.push(file);
  return Object.fromEntries(tally.takeChanged().map((report) => [report.requestId, report]));
}

let log: MemoryLog;
let errors: unknown[];
let meter: UsageMeter;
beforeEach(() => {
  log = new MemoryLog();
  errors = [];
  meter = new UsageMeter(log, (error) => errors.push(error));
});

it('writes one line for all that have come further, and none when nothing has', () => {
  const [one, other] = [meter.begin(identityOf('a'), 0), meter.begin(identityOf('b'), 5)];
  const before = log.files[0]!.split('\n').length;
  [one, other, one].forEach((request) => request.commit());
  meter.flush();
  meter.flush();
  expect(log.files[0]!.split('\n').length).toBe(before + 1);
  expect(reportsOf(log.files[0]!)).toMatchObject({ a: { completionTokens: 2 }, b: { completionTokens: 6 } });
});

it('names in a new file every request it counts there, and only those', () => {
  const [one, other] = [meter.begin(identityOf('a'), 0), meter.begin(identityOf('b'), 0)];
  one.commit();
  other.close({ outcome: 'completed', completionTokens: 0, ...ended });
  meter.flush();
  log.canAppend = false;
  one.commit();
  meter.flush();
  expect(log.files).toHaveLength(2);
  expect(reportsOf(log.files[1]!)).toEqual({
    a: expect.objectContaining({ completionTokens: 2, outcome: 'running' }) as UsageReport,
  });
});

it('loses nothing while it cannot write, and serves nothing new', () => {
  const request = meter.begin(identityOf('a'), 0);
  log.failure = new Error('no space left on device');
  request.commit();
  meter.flush();
  request.close({ outcome: 'completed', completionTokens: 1, ...ended });
  meter.flush();
  expect(errors).toHaveLength(2);
  expect(() => meter.begin(identityOf('b'), 0)).toThrow('no space left');

  log.failure = undefined;
  meter.begin(identityOf('c'), 0);
  expect(reportsOf(log.files[0]!)).toMatchObject({ a: { completionTokens: 0 } });
  expect(reportsOf(log.files[1]!)).toMatchObject({
    a: { outcome: 'completed', completionTokens: 1 },
    c: { outcome: 'running' },
  });
  expect(log.files.join('')).not.toContain('"b"');
});
