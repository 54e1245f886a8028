import { quantizationProfiles } from '@slipstream/domain';
import { z } from 'zod';

const profile = z.enum(quantizationProfiles);

const candidateSchema = z.object({
  profile,
  isExact: z.boolean(),
  perplexity: z.number(),
  stepTimes: z.array(z.object({ rows: z.number(), ms: z.number() })),
  tokensPerSecond: z.number().nullable(),
  isChosen: z.boolean(),
  reason: z.string(),
});

/** What an admission process says on its standard output, one JSON object a line. */
export const admissionEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress'),
    stage: z.enum(['fetching', 'compiling', 'measuring']),
    percent: z.number().nullable(),
    doneBytes: z.number().nullable(),
    totalBytes: z.number().nullable(),
    /** SHA-256 of the weights file, once it has been fetched. */
    digest: z.string().nullable(),
  }),
  z.object({
    type: z.literal('done'),
    targetFolder: z.string(),
    digest: z.string(),
    profile,
    candidates: z.array(candidateSchema),
    /** What was compiled only to be measured. */
    unchosenFolders: z.array(z.string()),
  }),
  z.object({ type: z.literal('failed'), reason: z.string(), candidates: z.array(candidateSchema) }),
]);

export type AdmissionEvent = z.infer<typeof admissionEventSchema>;
export type AdmissionProgress = Extract<AdmissionEvent, { type: 'progress' }>;

export interface AdmissionInput {
  /** A path, a URL or the name of a built-in model. */
  readonly source: string;
  /** Expected of what a URL gives. */
  readonly sha256: string | undefined;
  /** Where fetched files go. */
  readonly modelsFolder: string;
  /** Null to have it chosen by measurement. */
  readonly profile: (typeof quantizationProfiles)[number] | null;
  readonly dataFolder: string;
  /** Measures a compiled target. */
  readonly measureProgram: string;
}
