import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { encodeUsageRecord, joinUsage, type UsageRecord, type UsageReport } from '@slipstream/contract';
import { ManualClock } from '@slipstream/testing';

import { UsageSpool } from './usage-spool.js';

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
const progress = (number: number, count: number): UsageRecord => ({
  type: 'progress',
  committed: [[number, count]],
});
const text = (...records: UsageRecord[]): string => records.map(encodeUsageRecord).join('');

let root: string;
let folder: string;
let clock: ManualClock;
let ledger: Map<string, UsageReport>;
let failure: Error | undefined;

const record = async (reports: readonly UsageReport[]): Promise<void> => {
  if (failure !== undefined && reports.length > 0) throw failure;
  for (const report of reports) {
    const known = ledger.get(report.requestId);
    ledger.set(report.requestId, known === undefined ? report : joinUsage(known, report));
  }
};
const openSpool = () => new UsageSpool({ dataFolder: root, nowMs: clock.now, record });
const write = (name: string, content: string) => writeFileSync(join(folder, name), content, { flag: 'a' });
const figures = () =>
  Object.fromEntries(
    [...ledger].map(([id, { outcome, completionTokens }]) => [id, [outcome, completionTokens]]),
  );

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'usage-spool-'));
  folder = join(root, 'usage');
  mkdirSync(folder);
  clock = new ManualClock(1_000);
  ledger = new Map();
  failure = undefined;
});
afterEach(() => rmSync(root, { recursive: true }));

it('records what is new of every file', async () => {
  const spool = openSpool();
  write('1000-a.jsonl', text(open(0, 'one'), progress(0, 2)));
  write('1000-b.jsonl', text(open(0, 'two')));
  await spool.sweep();
  expect(figures()).toEqual({ one: ['running', 2], two: ['running', 0] });
  write('1000-a.jsonl', text(progress(0, 5)));
  await spool.sweep();
  expect(figures()).toEqual({ one: ['running', 5], two: ['running', 0] });
});

it('records everything though recording fails at times, and though another life goes on with it', async () => {
  write('1000-a.jsonl', text(open(0, 'one'), progress(0, 2)));
  failure = new Error('the database is down');
  const spool = openSpool();
  await expect(spool.sweep()).rejects.toThrow('down');
  failure = undefined;
  await spool.sweep();
  expect(figures()).toEqual({ one: ['running', 2] });
  write('1000-a.jsonl', text(progress(0, 3)));
  await openSpool().sweep();
  expect(figures()).toEqual({ one: ['running', 3] });
});

it('removes a file once nobody writes to it any more, and tells what it left open as interrupted', async () => {
  const spool = openSpool();
  write('1000-a.jsonl', text(open(0, 'one'), open(1, 'two'), progress(0, 2)));
  await spool.sweep();
  write('200000-a.jsonl', text(open(1, 'two'), progress(1, 7)));
  clock.advance(181_000);
  failure = new Error('the database is down');
  await expect(spool.sweep()).rejects.toThrow('down');
  expect(readdirSync(folder)).toHaveLength(2);
  failure = undefined;
  await spool.sweep();
  expect(readdirSync(folder)).toEqual(['200000-a.jsonl']);
  expect(figures()).toEqual({ one: ['interrupted', 2], two: ['interrupted', 7] });
});

it('waits for the end of a line that is still being written', async () => {
  const spool = openSpool();
  const whole = text(open(0, 'one'), progress(0, 2));
  write('1000-a.jsonl', whole.slice(0, -4));
  await spool.sweep();
  expect(figures()).toEqual({ one: ['running', 0] });
  appendFileSync(join(folder, '1000-a.jsonl'), whole.slice(-4));
  await spool.sweep();
  expect(figures()).toEqual({ one: ['running', 2] });
});
