import { roles } from '@slipstream/domain';
import { z } from 'zod';

import { idSchema, textSchema, timestampSchema } from './fields.js';

/** Compared without regard to case, so kept in lower case. */
export const emailSchema = z
  .email()
  .max(254)
  .toLowerCase()
  .meta({ examples: ['ada@example.com'] });

export const roleSchema = z.enum(roles);

export const passwordSchema = z
  .string()
  .min(12)
  .max(128)
  .meta({
    description: 'At least 12 characters; kept as an argon2id hash.',
    examples: ['correct horse battery'],
  });

export const personName = textSchema({ lengthMax: 100 }).meta({ examples: ['Ada Lovelace'] });

export const userSchema = z
  .strictObject({ id: idSchema('user'), email: z.string(), name: personName, createdAt: timestampSchema })
  .meta({ id: 'User' });
export type UserView = z.output<typeof userSchema>;
