import type { Replica } from '@slipstream/persistence';

import { assignPools, type EndpointRevisions } from './assign-pools.js';

const replicas = [1, 2, 3, 4, 5].map((revision) => ({ revision }) as Replica);
const numbers = (revisions: EndpointRevisions) => {
  const { active, next, leaving } = assignPools(replicas, revisions);
  return [active, next, leaving].map((pool) => pool.map(({ revision }) => revision));
};

it('keeps together what changes in place, whatever its number', () => {
  const revisions = { rootNumber: 1, surging: undefined, surgeNumbers: new Set<number>() };
  expect(numbers(revisions)).toEqual([[1, 2, 3, 4, 5], [], []]);
});

it('tells new replicas from old ones, and from those of what was rolled back or overtaken', () => {
  // Revision 2 was rolled back, 4 is on its way, 5 is an in-place change asked for since.
  const revisions = { rootNumber: 1, surging: { number: 4 }, surgeNumbers: new Set([2, 4]) };
  expect(numbers(revisions)).toEqual([[1, 3, 5], [4], [2]]);
});

it('lets go what is older than a revision that has come through', () => {
  const revisions = { rootNumber: 3, surging: undefined, surgeNumbers: new Set([3]) };
  expect(numbers(revisions)).toEqual([[3, 4, 5], [], [1, 2]]);
});
