import { isConnectionFailure } from './connection-failure.js';

it.each([
  [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
  [
    Object.assign(new Error('Raw query failed'), {
      code: 'P2010',
      meta: { driverAdapterError: { cause: { kind: 'ConnectionClosed' } } },
    }),
  ],
  [
    Object.assign(new Error('raw'), {
      code: 'P2010',
      meta: { driverAdapterError: { cause: { originalCode: '57P01' } } },
    }),
  ],
  [new Error('outer', { cause: new Error('Connection terminated unexpectedly') })],
])('knows that the database could not be asked: %p', (error) => {
  expect(isConnectionFailure(error)).toBe(true);
});

it.each([
  [Object.assign(new Error('unique'), { code: 'P2002', meta: { modelName: 'Tenant' } })],
  [
    Object.assign(new Error('raw'), {
      code: 'P2010',
      meta: { driverAdapterError: { cause: { originalCode: '42501' } } },
    }),
  ],
  [undefined],
  ['ECONNREFUSED'],
])('leaves what a query was answered alone: %p', (error) => {
  expect(isConnectionFailure(error)).toBe(false);
});

it('ends with an error that is its own cause', () => {
  const error = new Error('loop');
  error.cause = error;
  expect(isConnectionFailure(error)).toBe(false);
});
