import 'reflect-metadata';

import { adminOperations, type Operation } from '@slipstream/contract';

import { AppModule, type AppOptions } from './app.module.js';
import { operationKey } from './http/implements.js';

type Handlers = Readonly<Record<string, object>>;

const { controllers = [] } = AppModule.with({ configuration: {} } as AppOptions);

/** The operations that the handlers of all controllers implement; undefined for a route that implements none. */
const implemented = controllers.flatMap((controller) => {
  const prototype = controller.prototype as Handlers;
  return Object.getOwnPropertyNames(prototype)
    .map((name) => prototype[name]!)
    .filter((handler) => Reflect.hasMetadata('path', handler))
    .map((handler) => Reflect.getMetadata(operationKey, handler) as Operation | undefined);
});

it('serves every operation of the contract once, and nothing else', () => {
  expect(implemented.map((operation) => operation?.id).sort()).toEqual(
    adminOperations.map(({ id }) => id).sort(),
  );
});
