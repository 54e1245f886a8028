import { z } from 'zod';

/** A model's id is the name of an endpoint. */
export const modelObjectSchema = z.object({
  id: z.string(),
  object: z.literal('model'),
  created: z.int(),
  owned_by: z.string(),
});

export const modelListSchema = z.object({ object: z.literal('list'), data: z.array(modelObjectSchema) });

export type ModelObject = z.output<typeof modelObjectSchema>;
export type ModelList = z.output<typeof modelListSchema>;
