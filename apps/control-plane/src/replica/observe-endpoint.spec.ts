import { endpointDeadlinesMs, type EndpointState } from '@slipstream/domain';
import type { Endpoint, Model, Replica } from '@slipstream/persistence';

import { conditionsOf, type Findings, observeRunning, withDeadline } from './observe-endpoint.js';

const start = new Date('2026-01-01T00:00:00Z');
const after = (ms: number): Date => new Date(start.getTime() + ms);
const endpoint = (fields: Partial<Endpoint>): Endpoint =>
  ({
    replicaCount: 2,
    desiredState: 'running',
    state: 'starting',
    stateSince: start,
    reason: null,
    conditions: [],
    generation: 1,
    observedGeneration: 1,
    ...fields,
  }) as unknown as Endpoint;
const findings = (model: string, replicas: string[], isRolling = false): Findings => ({
  model: { state: model, reason: 'no file' } as Model,
  replicas: replicas.map((state) => ({ state, reason: 'it crashed' }) as Replica),
  isRolling,
});

it.each([
  ['pending', 'Waiting for the model.', endpoint({}), findings('compiling', [])],
  ['failed', 'The model failed: no file', endpoint({}), findings('failed', [])],
  ['starting', null, endpoint({}), findings('ready', ['starting'])],
  ['starting', 'it crashed', endpoint({}), findings('ready', ['starting', 'failed'])],
  ['ready', null, endpoint({}), findings('ready', ['ready', 'failed'])],
  ['updating', null, endpoint({}), findings('ready', ['ready'], true)],
  ['draining', null, endpoint({ replicaCount: 0 }), findings('ready', ['draining'])],
  ['scaledToZero', null, endpoint({ replicaCount: 0 }), findings('ready', [])],
] as const)('observes %s with the reason %p', (state, reason, seen, found) => {
  expect(observeRunning(seen, found)).toEqual({ state, reason });
});

describe('a state that is only a way to another', () => {
  const ways = Object.entries(endpointDeadlinesMs) as [EndpointState, number][];

  it.each(ways)('%s ends at its deadline, and not before', (state, lastsMs) => {
    const observed = { state, reason: 'The worker crashed.' };
    expect(withDeadline(endpoint({ state }), observed, after(lastsMs - 1))).toEqual(observed);
    expect(withDeadline(endpoint({ state }), observed, after(lastsMs))).toEqual({
      state: 'failed',
      reason: `It was ${state} for ${lastsMs / 60_000} minutes, which is too long. The worker crashed.`,
    });
  });

  it('is not entered again from failure, unless somebody asks anew', () => {
    const failed = endpoint({ state: 'failed', reason: 'too long' });
    const starting = { state: 'starting', reason: null } as const;
    expect(withDeadline(failed, starting, after(1))).toEqual({ state: 'failed', reason: 'too long' });
    expect(withDeadline({ ...failed, generation: 2 }, starting, after(1))).toEqual(starting);
    const ready = { state: 'ready', reason: null } as const;
    expect(withDeadline(failed, ready, after(1))).toEqual(ready);
    const draining = { state: 'draining', reason: null } as const;
    expect(withDeadline(failed, draining, after(1))).toEqual(draining);
  });
});

it('says in conditions what is missing', () => {
  const seen = endpoint({});
  const found = findings('ready', ['ready', 'starting']);
  const conditions = conditionsOf(seen, found, observeRunning(seen, found), start);
  expect(conditions.map(({ type, isTrue, reason }) => [type, isTrue, reason])).toEqual([
    ['ModelReady', true, 'Compiled'],
    ['ReplicasReady', false, 'SomeReady'],
    ['Ready', true, 'Ready'],
  ]);
  expect(conditions[1]!.message).toBe('1 of 2 replicas are ready.');
});
