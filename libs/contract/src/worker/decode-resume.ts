import { z } from 'zod';
import { decodeLimits } from './decode-limits.js';

const count = z.int().min(0);

const choiceProgressSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('running'),
    /** The tokens of its deltas so far. */
    tokens: z.array(count).max(decodeLimits.maxTokensMax),
    /** UTF-16 code units of its text so far. It may end within the token after these, whose rest is still to come. */
    textLength: count,
  }),
  z.object({ state: z.literal('finished'), completionTokens: count }),
]);

/**
 * How far an earlier attempt at the same request got. The answer goes on after it, and nothing that was told is told
 * again: noise is drawn by (seed, position), so the tokens that follow are those that would have followed.
 */
export const decodeResumeSchema = z.object({
  /** Other weights would go on with another text, so a worker of another fingerprint refuses. */
  fingerprint: z.string().max(128),
  /** One for each choice. */
  choices: z.array(choiceProgressSchema).min(1).max(decodeLimits.choiceCountMax),
});

export type ChoiceProgress = z.output<typeof choiceProgressSchema>;
export type DecodeResume = z.output<typeof decodeResumeSchema>;
