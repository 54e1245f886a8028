import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';

import { processorName } from '../bench/machine.js';
import { isCurrent, ReportFiles } from './report-files.js';
import type { PartReport } from './reports.js';

const code = { commit: 'abc', isModified: false };
const asked = { quick: false, model: 'm', profile: 'int8-row', threads: null };
const speculator = { architecture: 'mlp-layer', sha256: 'aa' };
const settings = { traffic: { count: 60, seed: 5 }, specBench: null };
/** As files were written before they told the static layer. */
const older = {
  part: 'narrow',
  machine: { processor: processorName(), logicalCores: cpus().length },
  code,
  asked,
  settings,
  figures: {},
} as unknown as PartReport;
const report: PartReport = { ...older, speculator };
const now = { code, asked, settings, speculator };

it('keeps figures of the same code, machine, model, static layer and settings, and no others', () => {
  expect(isCurrent(report, now)).toBe(true);
  expect(isCurrent(report, { ...now, code: { ...code, commit: 'def' } })).toBe(false);
  expect(isCurrent(report, { ...now, code: { ...code, isModified: true } })).toBe(false);
  expect(isCurrent(report, { ...now, asked: { ...asked, quick: true } })).toBe(false);
  const others = { ...settings, traffic: { count: 61, seed: 5 } };
  expect(isCurrent(report, { ...now, settings: others })).toBe(false);
  const elsewhere = { ...report, machine: { ...report.machine, processor: 'another' } };
  expect(isCurrent(elsewhere, now)).toBe(false);
});

it('keeps no figures of another static layer, nor of one that was not recorded, but reads them', async () => {
  expect(isCurrent(report, { ...now, speculator: { ...speculator, sha256: 'ab' } })).toBe(false);
  expect(isCurrent(report, { ...now, speculator: null })).toBe(false);
  expect(isCurrent(older, now)).toBe(false);
  expect(isCurrent(older, { ...now, speculator: null })).toBe(false);
  const files = new ReportFiles(await mkdtemp(join(tmpdir(), 'reports-')));
  await files.write(older);
  expect(await files.read('narrow')).toEqual(older);
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
