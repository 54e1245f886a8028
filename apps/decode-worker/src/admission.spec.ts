import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { LaneRows, ScoreFetch, Scores } from '@slipstream/decode';
import { ToyTargetModel } from '@slipstream/decode/testing';
import { SeededRandom } from '@slipstream/testing';

import { type AdmissionOptions, admitTarget, TargetNotExact } from './admission.js';
import { AdmissionStore } from './admission-store.js';

/** A target whose rows depend on how many are scored together, as dynamic quantization over all rows makes them. */
class GroupingTarget extends ToyTargetModel {
  override async score(batch: readonly LaneRows[], fetch: ScoreFetch): Promise<Scores> {
    const scores = await super.score(batch, fetch);
    const shift = batch[0]!.count > 1 ? 1e-6 : 0;
    return {
      greedyToken: (row) => scores.greedyToken(row),
      logits: (row) => scores.logits(row).map((logit) => logit + shift),
      hidden: (firstRow, count) => scores.hidden(firstRow, count),
    };
  }
}

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'admission-'))));
afterEach(() => rm(folder, { recursive: true }));

function admit(
  target: ToyTargetModel,
  threads = 2,
  options: Pick<AdmissionOptions, 'stepTimes'> = {},
): ReturnType<typeof admitTarget> {
  const random = new SeededRandom(1);
  let nowMs = 0;
  return admitTarget({
    target,
    threads,
    store: new AdmissionStore(folder, join(folder, 'data')),
    random: () => random.next(),
    now: () => nowMs++,
    ...options,
  });
}

it('checks a target once for a class of machine', async () => {
  const first = await admit(new ToyTargetModel());
  expect(first.comparedRows).toBeGreaterThan(100);
  expect(first.largestDifference).toBe(0);

  const again = new ToyTargetModel();
  expect(await admit(again)).toEqual(first);
  expect(again.stepCount).toBe(0);

  const otherClass = new ToyTargetModel();
  await admit(otherClass, 4);
  expect(otherClass.stepCount).toBeGreaterThan(0);
  expect(await admit(new ToyTargetModel())).toEqual(first);
});

it('refuses a target whose logits depend on the grouping, and remembers nothing of it', async () => {
  await expect(admit(new GroupingTarget())).rejects.toThrow(TargetNotExact);
  expect(await readdir(folder)).toEqual([]);
});

it('takes the step times of a revision from the one before, and checks its rows all the same', async () => {
  const stepTimes = [
    { rows: 1, ms: 3 },
    { rows: 8, ms: 5 },
  ];
  const revision = new ToyTargetModel({ seed: 2 });
  const admitted = await admit(revision, 2, { stepTimes });
  expect(admitted.stepTimes).toEqual(stepTimes);
  expect(admitted.comparedRows).toBeGreaterThan(100);
  await expect(admit(new GroupingTarget(), 4, { stepTimes })).rejects.toThrow(TargetNotExact);
});

it('checks again when the stored finding is damaged', async () => {
  await admit(new ToyTargetModel());
  await writeFile(join(folder, 'admission.json'), '{"formatVersion":1,"rec');
  const target = new ToyTargetModel();
  await admit(target);
  expect(target.stepCount).toBeGreaterThan(0);
  expect(JSON.parse(await readFile(join(folder, 'admission.json'), 'utf8'))).toHaveProperty(
    'records.length',
    1,
  );
});
