import { z } from 'zod';

const limitDefault = 50;
export const limitMax = 200;

/** What every list takes. */
export const pageQuerySchema = z.strictObject({
  /** A query is text, so the number is written as one. */
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(limitMax)
    .default(limitDefault)
    .meta({ description: 'How many items one page holds at most.', examples: [limitDefault] }),
  cursor: z
    .string()
    .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'must be the `nextCursor` of a page before')
    .optional()
    .meta({ description: '`nextCursor` of the page before.' }),
});
export type PageQuery = z.output<typeof pageQuerySchema>;

/** One page of a list. Cursors are opaque: callers hand them back and make nothing of them. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.strictObject({
    data: z.array(item),
    nextCursor: z
      .string()
      .nullable()
      .meta({ description: 'Give it as `cursor` to get what follows; null at the end.' }),
  });
}

export interface Page<Item> {
  data: Item[];
  nextCursor: string | null;
}
