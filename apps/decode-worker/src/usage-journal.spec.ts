import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ManualClock } from '@slipstream/testing';

import { usageFileAgeMsMax, UsageJournal } from './usage-journal.js';

let folder: string;
let clock: ManualClock;
let journal: UsageJournal;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'usage-journal-'));
  clock = new ManualClock(1_000);
  journal = new UsageJournal(folder, { replicaId: 'rep_1', nowMs: clock.now });
});
afterEach(() => {
  journal.close();
  rmSync(folder, { recursive: true });
});

const files = (): string[] =>
  readdirSync(join(folder, 'usage'))
    .sort()
    .map((name) => readFileSync(join(folder, 'usage', name), 'utf8'));

it('goes on with a file until that is old', () => {
  expect(journal.append('a')).toBe(false);
  journal.begin('b');
  expect(journal.append('c')).toBe(true);
  clock.advance(usageFileAgeMsMax + 1);
  expect(journal.append('d')).toBe(false);
  journal.begin('e');
  expect(files()).toEqual(['bc', 'e']);
});

it('notices that its file was removed', () => {
  journal.begin('a');
  const [name] = readdirSync(join(folder, 'usage'));
  rmSync(join(folder, 'usage', name!));
  expect(journal.append('b')).toBe(false);
});
