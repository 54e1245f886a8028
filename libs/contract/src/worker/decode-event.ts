import { z } from 'zod';

const count = z.int().min(0);

const tokenAlternativeSchema = z.object({
  /** The token's bytes read as UTF-8, with U+FFFD for what is not; `bytes` is exact. */
  token: z.string(),
  bytes: z.array(z.int().min(0).max(255)),
  logprob: z.number(),
});

const tokenLogprobSchema = tokenAlternativeSchema.extend({ top: z.array(tokenAlternativeSchema) });

const decodeUsageSchema = z.object({
  promptTokens: count,
  /** Over all choices. */
  completionTokens: count,
  /** Prompt tokens whose keys and values were reused. */
  cachedTokens: count,
});

const milliseconds = z.number().min(0);

/** How the answer came about, over all choices. Lists are by draft position, `draftLengths` by length from 0. */
const speculationDetailsSchema = z.object({
  arms: z.object({ none: count, static: count, adaptive: count, chained: count }),
  draftLengths: z.array(count),
  acceptedAt: z.array(count),
  reachedAt: z.array(count),
  draftMs: milliseconds,
  scoreMs: milliseconds,
});

const speculationReportSchema = z.object({
  steps: count,
  draftedTokens: count,
  acceptedTokens: count,
  /** Tokens emitted per step, bonus included. */
  acceptanceLength: z.number().min(0),
  details: speculationDetailsSchema.optional(),
});

/** One line of the answer to `POST /v1/decode`: a start, deltas and a finish per choice, then `done` or `error`. */
export const decodeEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    promptTokens: count,
    cachedTokens: count,
    /** The exactness class: equal fingerprints promise equal text for equal requests. */
    fingerprint: z.string().max(128),
  }),
  z.object({
    type: z.literal('delta'),
    index: count,
    text: z.string(),
    /** Those whose last character is now out. Where text may still become a stop string, it waits with its tokens. */
    tokens: z.array(count),
    logprobs: z.array(tokenLogprobSchema).optional(),
  }),
  z.object({
    type: z.literal('finish'),
    index: count,
    reason: z.enum(['stop', 'length', 'aborted']),
    completionTokens: count,
  }),
  z.object({ type: z.literal('done'), usage: decodeUsageSchema, speculation: speculationReportSchema }),
  z.object({ type: z.literal('error'), code: z.string(), message: z.string() }),
]);

export type TokenAlternative = z.output<typeof tokenAlternativeSchema>;
export type TokenLogprob = z.output<typeof tokenLogprobSchema>;
export type DecodeUsage = z.output<typeof decodeUsageSchema>;
export type SpeculationDetails = z.output<typeof speculationDetailsSchema>;
export type SpeculationReport = z.output<typeof speculationReportSchema>;
export type DecodeEvent = z.output<typeof decodeEventSchema>;
