import type { ReplicaRoute } from '@slipstream/persistence';
import { SeededRandom } from '@slipstream/testing';

import { ofOneRevision } from './of-one-revision.js';

const replicasOf = (...revisions: number[]): ReplicaRoute[] =>
  revisions.map((revision, index) => ({ id: `rep_${index}`, revision }) as unknown as ReplicaRoute);

it('gives each revision its share of the requests, and never mixes two', () => {
  const random = new SeededRandom(1);
  const replicas = replicasOf(1, 1, 1, 2);
  let ofNew = 0;
  for (let request = 0; request < 1_000; request++) {
    const chosen = ofOneRevision(replicas, () => random.next());
    expect(new Set(chosen.map(({ revision }) => revision)).size).toBe(1);
    if (chosen[0]!.revision === 2) ofNew++;
  }
  expect(ofNew).toBeGreaterThan(200);
  expect(ofNew).toBeLessThan(300);
});

it('draws nothing where there is nothing to choose', () => {
  const fail = (): number => {
    throw new Error('drawn');
  };
  const replicas = replicasOf(2, 2);
  expect(ofOneRevision(replicas, fail)).toBe(replicas);
  expect(ofOneRevision([], fail)).toEqual([]);
});
