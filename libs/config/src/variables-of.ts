import type { Environment } from './parse-environment.js';

/** The variables whose names begin so: a standard's, to be passed on unread to a process that reads them by itself. */
export function variablesOf(
  prefix: string,
  environment: Environment = process.env,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      name.startsWith(prefix) && value !== undefined ? [[name, value]] : [],
    ),
  );
}
