import type { z } from 'zod';
import { ConfigError, type ConfigViolation } from './config-error.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads one app's configuration. An empty variable counts as unset: a compose file or a shell that passes `PORT=` on
 * means "no opinion", and the schema's default or its demand for a value applies.
 */
export function parseEnvironment<Schema extends z.ZodObject>(
  schema: Schema,
  environment: Environment = process.env,
): z.output<Schema> {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => isSet(value)));
  const result = schema.safeParse(present);
  if (!result.success) {
    throw new ConfigError(result.error.issues.map((issue) => toViolation(issue, present)));
  }
  return result.data;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== '';
}

function toViolation(issue: z.core.$ZodIssue, present: Readonly<Record<string, unknown>>): ConfigViolation {
  const variable = issue.path.length > 0 ? String(issue.path[0]) : '(environment)';
  const isMissing = variable in present === false && issue.code === 'invalid_type';
  return { variable, problem: isMissing ? 'is required but not set.' : issue.message };
}
