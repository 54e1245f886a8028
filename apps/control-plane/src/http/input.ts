import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Operation } from '@slipstream/contract';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';

import { operationKey } from './implements.js';
import { InvalidInput, type Violation } from './invalid-input.js';

/** Path, query and body of a request, parsed by the operation: what comes after it can be trusted. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { params, query, body } = Reflect.getMetadata(operationKey, context.getHandler()) as Operation;
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const violations: Violation[] = [];
  const parse = (schema: z.ZodType, value: unknown): unknown => {
    const result = schema.safeParse(value);
    if (!result.success) {
      violations.push(...result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
    }
    return result.data;
  };
  const input = {
    params: parse(params, request.params ?? {}),
    query: parse(query, request.query ?? {}),
    body: parse(body, request.body ?? undefined),
  };
  if (violations.length > 0) throw new InvalidInput(violations);
  return input;
});
