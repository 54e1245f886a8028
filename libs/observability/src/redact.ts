const mask = '[redacted]';
const depthMax = 8;

/** Keys whole or cut short, bearer tokens, and passwords in URLs. A quote or backslash ends a secret, so JSON stays JSON. */
const secrets: readonly [RegExp, string][] = [
  [/sk_slip_[0-9A-Za-z]*/g, mask],
  [/\b(Bearer|Basic)\s+(?!\[redacted\])[^\s"'\\,]+/gi, `$1 ${mask}`],
  [/(\w:\/\/[^\s:/"\\@]*):[^\s/"\\@]+@/g, `$1:${mask}@`],
];
const secretName = /authorization|cookie|password|secret|api[-_]?key|^token$|[a-z]Token$|[-_]token$/i;

/** Masks what is secret anywhere in a text. */
export function redactText(text: string): string {
  return secrets.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);
}

/** Masks secrets in all strings of a value, in its field names, and whole values under names that say they are secret. */
export function redactValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= depthMax) return mask;
  if (Array.isArray(value)) return value.map((entry) => redactValue(entry, depth + 1));
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [
      redactText(name),
      secretName.test(name) ? mask : redactValue(entry, depth + 1),
    ]),
  );
}

/** Of an error's own fields only the code is kept: drivers hang whole connection settings onto their errors. */
function redactError(error: Error & { code?: unknown }, depth: number): unknown {
  return {
    type: error.name,
    ...(typeof error.code === 'string' ? { code: redactText(error.code) } : {}),
    message: redactText(error.message),
    stack: redactText(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: redactValue(error.cause, depth + 1) }),
  };
}
