import { z } from 'zod';

/** The body of `POST /internal/revisions`: the compiled target whose weights new requests are to get. */
export const revisionBodySchema = z.object({ targetFolder: z.string().min(1).max(4_096) });

/** The answer once new requests get these weights. */
export const revisionAnswerSchema = z.object({ fingerprint: z.string() });

export type RevisionBody = z.output<typeof revisionBodySchema>;
export type RevisionAnswer = z.output<typeof revisionAnswerSchema>;
