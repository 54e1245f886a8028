import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';

export interface Violation {
  readonly path: string;
  readonly message: string;
}

export class InvalidInput extends Error {
  constructor(readonly violations: readonly Violation[]) {
    super(violations.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; '));
  }
}

/** Parses a body or query at the edge; what comes after it can be trusted. */
export class ZodPipe<Schema extends z.ZodType> implements PipeTransform<unknown, z.output<Schema>> {
  constructor(private readonly schema: Schema) {}

  transform(value: unknown): z.output<Schema> {
    const result = this.schema.safeParse(value ?? {});
    if (result.success) return result.data;
    throw new InvalidInput(
      result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
    );
  }
}
