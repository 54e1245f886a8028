import type { ApiKey } from '@slipstream/persistence';

import { planRotation } from './plan-rotation.js';

const hour = 3_600_000;
const at = (hours: number): Date => new Date(hours * hour);
const key = (expiresAt: Date | null): ApiKey =>
  ({
    id: 'key_old',
    name: 'ci',
    scopes: ['inference'],
    endpointIds: null,
    createdAt: at(0),
    expiresAt,
  }) as never;

it.each([
  ['without an end', null, at(11), null],
  ['that ends after the overlap', at(100), at(11), at(110)],
  ['that ends before the overlap', at(10.5), at(10.5), at(20.5)],
])(
  'of a key %s ends the old one in time and gives the new one a life of the same length',
  (_, ends, oldEnds, newEnds) => {
    const { oldExpiresAt, newKey } = planRotation(key(ends), { now: at(10), overlapSeconds: 3_600 });
    expect(oldExpiresAt).toEqual(oldEnds);
    expect(newKey).toMatchObject({ name: 'ci', rotatedFrom: 'key_old', expiresAt: newEnds });
  },
);
