import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';

import { processorName } from '../bench/machine.js';
import { isCurrent, ReportFiles } from './report-files.js';
import type { PartReport } from './reports.js';

const code = { commit: 'abc', isModified: false };
const asked = { quick: false, model: 'm', profile: 'int8-row', threads: null };
const settings = { traffic: { count: 60, seed: 5 }, specBench: null };
const report = {
  part: 'narrow',
  machine: { processor: processorName(), logicalCores: cpus().length },
  code,
  asked,
  settings,
  figures: {},
} as unknown as PartReport;

it('keeps figures of the same code, machine, model and settings, and no others', () => {
  expect(isCurrent(report, { code, asked, settings })).toBe(true);
  expect(isCurrent(report, { code: { ...code, commit: 'def' }, asked, settings })).toBe(false);
  expect(isCurrent(report, { code: { ...code, isModified: true }, asked, settings })).toBe(false);
  expect(isCurrent(report, { code, asked: { ...asked, quick: true }, settings })).toBe(false);
  const others = { ...settings, traffic: { count: 61, seed: 5 } };
  expect(isCurrent(report, { code, asked, settings: others })).toBe(false);
  const elsewhere = { ...report, machine: { ...report.machine, processor: 'another' } };
  expect(isCurrent(elsewhere, { code, asked, settings })).toBe(false);
});

it('reads what it wrote, leaves nothing half written, and takes no other files for reports', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'reports-'));
  const files = new ReportFiles(folder);
  await files.write(report);
  await writeFile(join(folder, 'peers.json'), '{"arms": {}}');
  await writeFile(join(folder, 'drift.json'), '{"part": "dri');
  expect(await files.read('narrow')).toEqual(report);
  expect(Object.keys(await files.readAll())).toEqual(['narrow']);
  expect((await readdir(folder)).sort()).toEqual(['drift.json', 'narrow.json', 'peers.json']);
});
