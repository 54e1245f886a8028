import { z } from 'zod';

const count = z.int().min(0);

/** Extension: how an answer was drafted. Only in answers to requests with `speculation_details`. */
export const speculationAnswerSchema = z.object({
  steps: count,
  drafted_tokens: count,
  accepted_tokens: count,
  /** Tokens emitted per step, the target's own included. */
  acceptance_length: z.number(),
  /** Steps by what was chosen for them. */
  arms: z.object({ none: count, static: count, adaptive: count, chained: count }),
  /** Steps by the length of their draft, from 0. */
  lookahead_histogram: z.array(count),
  /** Share of the drafts that were right at each position, of those that were right before it. */
  acceptance_by_position: z.array(z.number()),
  /** Time of the steps that the answer took part in: drafting, and scoring with verification. */
  draft_ms: z.number(),
  score_ms: z.number(),
});

export type SpeculationAnswer = z.output<typeof speculationAnswerSchema>;
