import type { z } from 'zod';
import { ParameterError } from './parameter-error.js';
import type { RefusedParameters } from './refused-parameters.js';

export interface ParameterRules<Schema extends z.ZodType> {
  schema: Schema;
  /** Every parameter the schema reads. */
  known: ReadonlySet<string>;
  refused: RefusedParameters;
}

/**
 * Reads a request body completely: each parameter is understood, refused with its name, or unknown and refused too.
 * Null asks for nothing and so counts as unset. Throws the first `ParameterError`.
 */
export function parseParameters<Schema extends z.ZodType>(
  body: unknown,
  { schema, known, refused }: ParameterRules<Schema>,
): z.output<Schema> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ParameterError('invalid_body', null, 'The request body must be a JSON object.');
  }
  const given = Object.entries(body);
  for (const [name, value] of given) {
    checkName(name, value, { known, refused });
  }
  const present = Object.fromEntries(given.filter(([name, value]) => value !== null && known.has(name)));
  const result = schema.safeParse(present);
  if (!result.success) {
    throw toParameterError(deepestIssue(result.error.issues[0]!), present);
  }
  return result.data;
}

function checkName(
  name: string,
  value: unknown,
  { known, refused }: { known: ReadonlySet<string>; refused: RefusedParameters },
): void {
  const refusal = refused.get(name);
  if (refusal === undefined) {
    if (!known.has(name)) {
      throw unknownParameter(name);
    }
    return;
  }
  if (value !== null && !refusal.harmless.safeParse(value).success) {
    throw new ParameterError(
      'unsupported_parameter',
      name,
      `Unsupported parameter or value: '${name}'. ${refusal.reason}`,
    );
  }
}

/** Of a union's branches, the one that got furthest is the one the client meant: its complaint is the useful one. */
function deepestIssue(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') {
    return issue;
  }
  let deepest: z.core.$ZodIssue = issue;
  for (const branch of issue.errors) {
    const found = branch[0] && deepestIssue(branch[0]);
    if (found && issue.path.length + found.path.length > deepest.path.length) {
      deepest = { ...found, path: [...issue.path, ...found.path] };
    }
  }
  return deepest;
}

function toParameterError(issue: z.core.$ZodIssue, body: unknown): ParameterError {
  if (issue.code === 'unrecognized_keys') {
    return unknownParameter(formatPath([...issue.path, issue.keys[0]!]));
  }
  const param = formatPath(issue.path);
  if (valueAt(body, issue.path) === undefined) {
    return new ParameterError('missing_required_parameter', param, `Missing required parameter: '${param}'.`);
  }
  return new ParameterError('invalid_value', param, `Invalid value for '${param}': ${issue.message}`);
}

/** The name is the client's own text, so only as much of it is repeated as a reader needs. */
function unknownParameter(name: string): ParameterError {
  const param = name.slice(0, 128);
  return new ParameterError('unknown_parameter', param, `Unrecognized request argument supplied: ${param}`);
}

/** `['messages', 0, 'content']` is written `messages[0].content`. */
function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') {
      return `${text}[${part}]`;
    }
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
    body,
  );
}
