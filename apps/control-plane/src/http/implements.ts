import { applyDecorators, HttpCode, RequestMapping, RequestMethod, SetMetadata } from '@nestjs/common';
import type { Operation } from '@slipstream/contract';

/** Where a handler's operation is found. */
export const operationKey = 'slipstream:operation';

const methods = {
  get: RequestMethod.GET,
  post: RequestMethod.POST,
  put: RequestMethod.PUT,
  patch: RequestMethod.PATCH,
  delete: RequestMethod.DELETE,
} as const satisfies Record<Operation['method'], RequestMethod>;

/** Makes a handler serve an operation of the contract: its path, status and access are the operation's. */
export function Implements(operation: Operation): MethodDecorator {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, ':$1');
  return applyDecorators(
    RequestMapping({ path, method: methods[operation.method] }),
    HttpCode(operation.status),
    SetMetadata(operationKey, operation),
  );
}
