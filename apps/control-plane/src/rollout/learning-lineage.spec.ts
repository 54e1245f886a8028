import { type Database, newId, type Replica } from '@slipstream/persistence';

import { LearningLineage } from './learning-lineage.js';

const endpointId = newId('endpoint');
/** The base of each revision; revision n is of model n. */
const bases: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 3 };
const lineageWith = (active: number): LearningLineage => {
  const revision = (number: number) => ({ endpointId, number, base: bases[number], modelId: number });
  return new LearningLineage({
    revisions: {
      find: (_: unknown, number: number) => Promise.resolve(revision(number)),
      findActive: () => Promise.resolve(revision(active)),
    },
    models: { find: (id: number) => Promise.resolve({ digest: `sha256 of ${id}` }) },
  } as unknown as Database);
};

it.each([
  [1, 'sha256 of 1'],
  [2, 'sha256 of 1'],
  [3, 'sha256 of 3'],
])('learns, while revision %i is active, about %s', async (active, expected) => {
  expect(await lineageWith(active).activeDigest(endpointId)).toBe(expected);
});

it.each([
  [1, 2, { modelDigest: 'sha256 of 1', isActive: true }],
  [2, 3, { modelDigest: 'sha256 of 1', isActive: false }],
  [3, 2, { modelDigest: 'sha256 of 3', isActive: false }],
])('of a replica on revision %i while %i is active is %j', async (revision, active, expected) => {
  expect(await lineageWith(active).of({ endpointId, revision } as Replica)).toEqual(expected);
});
