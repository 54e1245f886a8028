import { z } from 'zod';

/** The kinds of variables our apps share. Messages say what is allowed and never repeat what was given. */

export function integerVariable({ min, max }: { min: number; max: number }) {
  const problem = `must be a whole number from ${min} to ${max}.`;
  return z
    .string()
    .regex(/^\s*-?\d+\s*$/, problem)
    .transform(Number)
    .refine((value) => Number.isSafeInteger(value) && value >= min && value <= max, problem);
}

/** Port 0 lets the operating system choose. */
export function portVariable() {
  return integerVariable({ min: 0, max: 65_535 });
}

export function urlVariable({ protocols }: { protocols: readonly string[] }) {
  const problem = `must be a URL starting with ${protocols.map((name) => `${name}://`).join(' or ')}.`;
  return z.string().refine((text) => protocols.some((name) => hasProtocol(text, name)), problem);
}

export function databaseUrlVariable() {
  return urlVariable({ protocols: ['postgresql', 'postgres'] });
}

export function secretVariable({ lengthMin }: { lengthMin: number }) {
  return z.string().min(lengthMin, `must have at least ${lengthMin} characters.`);
}

/** Networks in CIDR notation, separated by commas. */
export function networksVariable() {
  const problem = 'must be networks such as 10.0.0.0/8 or fd00::/8, separated by commas.';
  return z
    .string()
    .transform((text) => text.split(',').map((network) => network.trim()))
    .refine((networks) => networks.every(isNetwork), problem);
}

/** `1`, `true`, `0` or `false`. */
export function flagVariable() {
  return z
    .enum(['1', 'true', '0', 'false'], 'must be 1, true, 0 or false.')
    .transform((text) => text === '1' || text === 'true');
}

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export function logLevelVariable() {
  return z.enum(logLevels, `must be one of ${logLevels.join(', ')}.`);
}

function hasProtocol(text: string, protocol: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === `${protocol}:`;
}

function isNetwork(text: string): boolean {
  return z.union([z.cidrv4(), z.cidrv6()]).safeParse(text).success;
}
