import { z } from 'zod';
import { usageAccountSchema } from './usage-account.js';

const count = z.int().min(0);

/**
 * One line of a worker's usage journal. A request is named once and has a number within its file; every file names all
 * requests it counts, so that it can be read without the one before it.
 */
export const usageRecordSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('open'),
    number: count,
    requestId: z.string().min(1).max(128),
    account: usageAccountSchema,
    promptTokens: count,
  }),
  z.object({
    type: z.literal('progress'),
    /** Of requests that have gone on: their number, and the completion tokens committed so far. */
    committed: z.array(z.tuple([count, count])),
  }),
  z.object({
    type: z.literal('close'),
    number: count,
    outcome: z.enum(['aborted', 'failed', 'completed']),
    completionTokens: count,
    cachedTokens: count,
    draftedTokens: count,
    acceptedTokens: count,
  }),
]);

export type UsageRecord = z.output<typeof usageRecordSchema>;
export type UsageRecordOf<Type extends UsageRecord['type']> = Extract<UsageRecord, { type: Type }>;

/** The folder of journals within the data folder that workers and the control plane of one machine share. */
export const usageFolderName = 'usage';
export const usageJournalExtension = '.jsonl';

export function encodeUsageRecord(record: UsageRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/** A line that is not a record is undefined: a worker that was killed while writing may leave part of one. */
export function parseUsageRecord(line: string): UsageRecord | undefined {
  try {
    return usageRecordSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
