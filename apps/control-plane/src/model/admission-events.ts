import { z } from 'zod';

/** What an admission process says on its standard output, one JSON object a line. */
export const admissionEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress'),
    stage: z.enum(['fetching', 'compiling']),
    doneBytes: z.number(),
    totalBytes: z.number().nullable(),
  }),
  z.object({ type: z.literal('done'), targetFolder: z.string(), digest: z.string() }),
  z.object({ type: z.literal('failed'), reason: z.string() }),
]);

export type AdmissionEvent = z.infer<typeof admissionEventSchema>;

export interface AdmissionInput {
  /** A path or the name of a built-in model. */
  readonly source: string;
  readonly profile: 'fp32' | 'int8-row' | 'int4';
  readonly dataFolder: string;
}
