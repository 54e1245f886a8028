import { z } from 'zod';
import type { RefusedParameters } from './refused-parameters.js';

export interface DocumentedParametersOptions {
  shape: Readonly<Record<string, z.ZodType>>;
  refused: RefusedParameters;
}

/**
 * The body that is accepted, as a schema for people and tools to read: null counts as unset wherever a parameter may be
 * left out, and of a refused parameter the values that ask for nothing are let through.
 */
export function documentedParameters({ shape, refused }: DocumentedParametersOptions): z.ZodObject {
  const served = Object.entries(shape).map(([name, schema]) => [
    name,
    schema.safeParse(undefined).success ? schema.nullable().optional() : schema,
  ]);
  const harmless = [...refused].map(([name, { reason, harmless: schema }]) => [
    name,
    schema.nullable().optional().meta({ description: reason }),
  ]);
  return z.strictObject(Object.fromEntries([...served, ...harmless]) as Record<string, z.ZodType>);
}
