import { z } from 'zod';

/** The kinds of values parameters take. Each has one message, which says what is allowed. */

export function numberFrom(min: number, max: number) {
  const problem = `must be a number from ${min} to ${max}.`;
  return z.number(problem).min(min, problem).max(max, problem);
}

export function integerFrom(min: number, max: number) {
  const problem = `must be a whole number from ${min} to ${max}.`;
  return z.int(problem).min(min, problem).max(max, problem);
}

export function text({ lengthMax }: { lengthMax: number }) {
  const problem = `must be a string of at most ${lengthMax} characters.`;
  return z.string(problem).max(lengthMax, problem);
}

export function flag() {
  return z.boolean('must be true or false.');
}

export function oneOf<const Names extends readonly string[]>(names: Names) {
  return z.enum(names, `must be one of ${names.map((name) => `'${name}'`).join(', ')}.`);
}
