import { apiKeyPrefix, type IdNoun, idPrefixes, type parseId, scopes } from '@slipstream/domain';
import { z } from 'zod';

type IdOf<Noun extends IdNoun> = ReturnType<typeof parseId<Noun>>;

const exampleUlid = '01JDG3V8Q4R6T8W0X2Y4Z6A8B0';

/** The text of an id, which becomes the branded id by being parsed. */
export function idSchema<Noun extends IdNoun>(noun: Noun): z.ZodType<IdOf<Noun>, string> {
  const prefix = idPrefixes[noun];
  return z
    .string()
    .regex(new RegExp(`^${prefix}[0-7][0-9A-HJKMNP-TV-Z]{25}$`), `must be an id that starts with "${prefix}"`)
    .meta({ examples: [`${prefix}${exampleUlid}`] }) as unknown as z.ZodType<IdOf<Noun>, string>;
}

/** Names people choose: they stand in URLs, logs and, for endpoints, in the `model` of a request. */
export const nameSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,62}$/,
    'must be 1–63 characters of a–z, 0–9, ".", "_" and "-", starting with a letter or digit',
  )
  .meta({ examples: ['support-bot'] });

// eslint-disable-next-line no-control-regex -- to refuse them is the point
const oneLine = /^[^\u0000-\u001f\u007f]*$/;

/**
 * Text for people. Control characters are refused: PostgreSQL stores no NUL, and logs are lines. So is a pasted API key,
 * which would lie in the open from then on.
 */
export function textSchema({ lengthMax }: { lengthMax: number }) {
  return z
    .string()
    .min(1)
    .max(lengthMax)
    .regex(oneLine, 'must be one line of text')
    .refine((text) => !text.includes(apiKeyPrefix), 'must not contain an API key');
}

/** A moment in UTC with milliseconds, as the API writes it. */
export const timestampSchema = z.iso
  .datetime({ precision: 3 })
  .meta({ examples: ['2026-11-25T09:30:00.000Z'] });

export const scopeSchema = z.enum(scopes);
